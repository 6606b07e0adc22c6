import { replayChain } from './chainReplay';
import { corrupt } from './corruption';
import { NO_HASH, type BlockBody, type Configuration } from './records';
import { NO_SEAL, Seal } from './seal';
import type { Store } from './store';
import { blockKey, isBlockKey, sha256 } from './storeKeys';

/**
 * Reads everything that is stored once: each block's bytes against its hash and the link to the one before, and all of it
 * against the seal. Only when the seal is broken is the chain replayed, to name what differs.
 * Answers the newest configuration, or null for a new store.
 * @throws Fault UNAVAILABLE with `reason` CORRUPT, naming what differs; what the database throws
 */
export async function checkedChain(store: Store): Promise<Configuration | null> {
  const head = store.head() ?? { height: 0, hash: NO_HASH, seal: NO_SEAL };
  const chain = new Chain();
  const seal = new Seal(NO_SEAL);
  for await (const [key, text] of store.everything()) {
    seal.add(key, text);
    if (isBlockKey(key)) chain.add(key, text);
  }
  if (head.seal === undefined) await sealed(store, seal);
  else if (seal.toString() !== head.seal) await requireNamed(store);
  if (chain.height !== head.height || chain.lastHash !== head.hash) throw corrupt('HEAD');
  return chain.configuration;
}

/** A store of a version that kept no seal is replayed once, and sealed. */
async function sealed(store: Store, seal: Seal): Promise<void> {
  await replayChain(store);
  await store.keepSeal(seal.toString());
}

async function requireNamed(store: Store): Promise<never> {
  await replayChain(store);
  throw corrupt('SEAL');
}

/** Blocks as they are read, one after the other. */
class Chain {
  height = 0;
  lastHash = NO_HASH;
  configuration: Configuration | null = null;

  /** Checks one block: it stands in its place, its bytes have its hash, and it names the one before. */
  add(key: string, stored: string): void {
    const block = this.height;
    if (key !== blockKey(block)) throw corrupt('BLOCK_MISSING', { block });
    const [hash, text] = [stored.slice(0, NO_HASH.length), stored.slice(NO_HASH.length)];
    if (sha256(text) !== hash) throw corrupt('BLOCK_HASH', { block });
    const { number, previousHash, configuration } = headOf(text);
    if (number !== block || previousHash !== this.lastHash) throw corrupt('BLOCK_LINK', { block });
    this.configuration = configuration ?? this.configuration;
    this.height += 1;
    this.lastHash = hash;
  }
}

const PLAIN_HEAD = /^\{"configuration":null,"number":([0-9]+),"previousHash":"([0-9a-f]{64})",/;

/** What a block's text says of the block itself; transactions, which are most of it, are not parsed. */
function headOf(text: string): Pick<BlockBody, 'number' | 'previousHash' | 'configuration'> {
  const [, number, previousHash] = PLAIN_HEAD.exec(text) ?? [];
  if (number === undefined || previousHash === undefined) return JSON.parse(text) as BlockBody;
  return { number: Number(number), previousHash, configuration: null };
}
