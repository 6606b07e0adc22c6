import { Fault, sha256, type NetworkDefinition } from '@tierline/chaincode/api';
import type { ReadStore } from '../ports/readStore';
import type { BlockFeed } from './feed';

/**
 * Refuses a read model of other blocks than those of this ledger, or of a network in which others may see them.
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem: 'OTHER_LEDGER', height}; {problem: 'OTHER_NETWORK'}
 */
export async function requireSameLedger(store: ReadStore, feed: BlockFeed, network: NetworkDefinition): Promise<void> {
  const digest = sha256(network.organisations.map(({ msp }) => msp).join('\n'));
  if ((await store.boundTo(digest)) !== digest) throw new Fault('UNAVAILABLE', { reason: 'READ_MODEL', problem: 'OTHER_NETWORK' });
  const { height, lastHash } = await store.position();
  if (height > 0 && (await hashOf(feed, height - 1)) !== lastHash)
    throw new Fault('UNAVAILABLE', { reason: 'READ_MODEL', problem: 'OTHER_LEDGER', height });
}

async function hashOf(feed: BlockFeed, number: number): Promise<string | null> {
  for await (const block of feed.blocks(number)) {
    if (block.number === number) return block.hash;
  }
  return null;
}
