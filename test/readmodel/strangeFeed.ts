import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import type { BlockFeed } from '@tierline/client-app/dist/projection/feed';
import type { Chance } from './seeded';
import { feedOf, type WholeLife } from './wholeLife';

const CUT_ONE_IN = 40;
const TWICE_ONE_IN = 6;

/**
 * A true stream given in every way in which a peer may give it: it begins earlier than asked, at the first block, in the middle or
 * one before; it gives blocks twice, goes back and gives some again, and breaks off.
 */
export function strangeFeed(whole: WholeLife, until: number, chance: Chance): BlockFeed {
  return feedOf(whole, function* (from): Iterable<CommittedBlock> {
    const begins = [from, 0, Math.floor(from / 2), Math.max(0, from - 1)];
    let at = begins[chance.below(begins.length)] ?? from;
    while (at < until) {
      if (chance.oneIn(CUT_ONE_IN)) throw new Error('cut');
      const block = whole.blocks[at] as CommittedBlock;
      yield block;
      if (chance.oneIn(TWICE_ONE_IN)) yield block;
      at = chance.oneIn(TWICE_ONE_IN * 2) ? Math.max(0, at - chance.below(5)) : at + 1;
    }
  });
}
