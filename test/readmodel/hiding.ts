import type { CommittedBlock, PrivateWrite } from '@tierline/client-app/dist/ports/ledger';
import type { BlockFeed } from '@tierline/client-app/dist/projection/feed';
import type { Chance } from './seeded';
import { feedOf, type WholeLife } from './wholeLife';

const HIDDEN_ONE_IN = 3;
const REVEALED_ONE_IN = 2;

/** A stream in which some private values have not come yet. */
export interface Hidden {
  readonly feed: BlockFeed;
  /** How many lack. */
  readonly count: number;
  /** Lets some of them come. */
  reveal(): void;
  /** Lets all of them come, each with another value than was endorsed. */
  forge(): void;
}

/** Hides a third of the private values; they come by chance, not in their order. */
export function hiding(whole: WholeLife, chance: Chance): Hidden {
  const lacking = new Set<PrivateWrite>();
  let isForged = false;
  for (const write of whole.blocks.flatMap(({ transactions }) => transactions.flatMap(({ privateWrites }) => privateWrites))) {
    if (chance.oneIn(HIDDEN_ONE_IN)) lacking.add(write);
  }
  const given = (block: CommittedBlock): CommittedBlock => ({
    ...block,
    transactions: block.transactions.map((transaction) => ({
      ...transaction,
      privateWrites: transaction.privateWrites.flatMap((write) => {
        if (!lacking.has(write)) return [write];
        return isForged ? [{ ...write, value: '{"kind":"TOKEN"}' }] : [];
      }),
    })),
  });
  return {
    feed: feedOf(whole, function* (from) {
      for (const block of whole.blocks.slice(from)) yield given(block);
    }),
    get count() {
      return lacking.size;
    },
    reveal: () => {
      for (const write of lacking) if (chance.oneIn(REVEALED_ONE_IN)) lacking.delete(write);
    },
    forge: () => {
      isForged = true;
    },
  };
}
