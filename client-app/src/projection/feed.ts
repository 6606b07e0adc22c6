import { memberCollections, type NetworkDefinition } from '@tierline/chaincode/api';
import type { BlockSource, CommittedBlock, CommittedTransaction, PrivateWrite } from '../ports/ledger';

/** The committed blocks that one process may see, and the collections of which it should receive the values. */
export interface BlockFeed {
  /** Committed blocks from number `from` in order; ends at the newest one. */
  blocks(from: number): AsyncIterable<CommittedBlock>;
  readonly collections: ReadonlySet<string>;
}

/**
 * The streams of the organisations that a process hosts, as one: a block with all the private values that any of them
 * received. Only as many streams are read as it takes to be a member of every collection that one of them is a member of.
 * @param sources one for each hosted organisation.
 */
export function unitedFeed(sources: readonly BlockSource[], network: NetworkDefinition): BlockFeed {
  const memberships = new Map(sources.map((source) => [source, memberCollections(network, source.msp)]));
  const collections = new Set([...memberships.values()].flatMap((names) => [...names]));
  const [first, ...others] = coveringAll(memberships, collections);
  if (first === undefined) throw new Error('a feed needs a source of blocks');
  return { collections, blocks: (from) => (others.length === 0 ? first.blocks(from) : together(first, others, from)) };
}

/** Few sources whose memberships cover all the collections: always the one that adds most. */
function coveringAll(memberships: ReadonlyMap<BlockSource, ReadonlySet<string>>, collections: ReadonlySet<string>): BlockSource[] {
  const lacking = new Set(collections);
  const adds = (names: ReadonlySet<string>): number => [...names].filter((name) => lacking.has(name)).length;
  const chosen: BlockSource[] = [];
  for (;;) {
    const best = [...memberships].sort(([, a], [, b]) => adds(b) - adds(a))[0];
    if (best === undefined || (chosen.length > 0 && adds(best[1]) === 0)) return chosen;
    chosen.push(best[0]);
    for (const name of best[1]) lacking.delete(name);
  }
}

async function* together(first: BlockSource, others: readonly BlockSource[], from: number): AsyncIterable<CommittedBlock> {
  const streams = others.map((source) => source.blocks(from)[Symbol.asyncIterator]());
  try {
    for await (const block of first.blocks(from)) {
      const same: CommittedBlock[] = [];
      for (const stream of streams) {
        const next = await stream.next();
        // A stream that ends earlier is a block behind: the block is read again, whole, the next time.
        if (next.done === true) return;
        if (next.value.hash !== block.hash) throw new Error(`two organisations have different blocks ${block.number}`);
        same.push(next.value);
      }
      yield { ...block, transactions: block.transactions.map((each, place) => united(each, place, same)) };
    }
  } finally {
    for (const stream of streams) await stream.return?.();
  }
}

function united(transaction: CommittedTransaction, place: number, others: readonly CommittedBlock[]): CommittedTransaction {
  const writes = new Map<string, PrivateWrite>();
  for (const { privateWrites } of [transaction, ...others.map((block) => block.transactions[place] as CommittedTransaction)]) {
    for (const write of privateWrites) writes.set(`${write.collection}\n${write.key}`, write);
  }
  return { ...transaction, privateWrites: [...writes.values()] };
}
