import { Fault } from './fault';
import { sum } from './money';

/** A half-open range [from, to) of minor units inside a receivable's face. */
export interface SubRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** The most parts that one range is cut into at once. */
export const MAX_SPLIT_PARTS = 200;

/** The amount that the range stands for, in minor units. */
export function lengthOf({ from, to }: SubRange): bigint {
  return to - from;
}

/** Whether the range holds no minor unit. */
export function isEmpty({ from, to }: SubRange): boolean {
  return to <= from;
}

/**
 * Cuts the range into consecutive ranges of the given amounts, in their order.
 * @throws Fault MALFORMED {field, value, limit} for no amount, too many, one that is not positive, or a total below the
 * range's length; AMOUNT_EXCEEDS {have, need} for a total above it.
 */
export function splitRange(range: SubRange, amounts: readonly bigint[]): SubRange[] {
  if (amounts.length === 0 || amounts.length > MAX_SPLIT_PARTS) {
    throw new Fault('MALFORMED', { field: 'amounts', value: amounts.length, limit: `1..${MAX_SPLIT_PARTS}` });
  }
  requireFilled(lengthOf(range), amounts);
  let from = range.from;
  return amounts.map((amountMinor) => {
    const part = { from, to: from + amountMinor };
    from = part.to;
    return part;
  });
}

/**
 * The one range that consecutive ranges make.
 * @throws Fault MALFORMED for none; CONDITION_UNMET {condition: 'adjacent'} when one does not start where the last ended.
 */
export function mergeRanges(ranges: readonly SubRange[]): SubRange {
  const first = ranges[0];
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) throw new Fault('MALFORMED', { field: 'ranges', value: 0, limit: 1 });
  if (!isConsecutive(ranges)) throw new Fault('CONDITION_UNMET', { condition: 'adjacent' });
  return { from: first.from, to: last.to };
}

/** Whether the ranges, in any order, cover [0, face) without gap, overlap or empty range. */
export function isPartition(ranges: readonly SubRange[], faceMinor: bigint): boolean {
  const ordered = [...ranges].sort(byStart);
  return ordered[0]?.from === 0n && ordered.at(-1)?.to === faceMinor && isConsecutive(ordered);
}

/** Whether a minor unit lies in both ranges. */
export function overlaps(a: SubRange, b: SubRange): boolean {
  return !isEmpty(a) && !isEmpty(b) && a.from < b.to && b.from < a.to;
}

/** Orders ranges by their start. */
export function byStart(a: SubRange, b: SubRange): number {
  if (a.from === b.from) return 0;
  return a.from < b.from ? -1 : 1;
}

function isConsecutive(ranges: readonly SubRange[]): boolean {
  return ranges.every((range, index) => !isEmpty(range) && (index === 0 || ranges[index - 1]?.to === range.from));
}

function requireFilled(lengthMinor: bigint, amounts: readonly bigint[]): void {
  for (const amountMinor of amounts) {
    if (amountMinor <= 0n) throw new Fault('MALFORMED', { field: 'amounts', value: amountMinor.toString(), limit: '1' });
  }
  const total = sum(amounts);
  if (total > lengthMinor) throw new Fault('AMOUNT_EXCEEDS', { have: lengthMinor.toString(), need: total.toString() });
  if (total < lengthMinor) throw new Fault('MALFORMED', { field: 'amounts', value: total.toString(), limit: lengthMinor.toString() });
}
