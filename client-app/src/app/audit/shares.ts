import type { Receivable, SubRange } from '@tierline/chaincode/api';

/**
 * A range's part of a paid sum, computed here once more and in another way than the contracts do: the live minor units of
 * the range are counted one cancelled range after the other, and each border's share is floored by division of the product.
 */
export function partOf(receivable: Receivable, range: SubRange, paidMinor: bigint): bigint {
  const live = (upTo: bigint): bigint => {
    let units = upTo;
    for (const gap of receivable.cancelled) {
      if (gap.from >= upTo) continue;
      units -= (gap.to > upTo ? upTo : gap.to) - gap.from;
    }
    return units;
  };
  const all = live(receivable.faceMinor);
  if (all === 0n) return 0n;
  return (paidMinor * live(range.to)) / all - (paidMinor * live(range.from)) / all;
}
