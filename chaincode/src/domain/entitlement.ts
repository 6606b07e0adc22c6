import { Fault } from './fault';
import { invariant } from './invariant';
import { mulDivFloor } from './money';
import type { SubRange } from './subRange';

/** What a receivable has paid: principal, or late interest as a second sum of its own. */
export interface Paid {
  /** The confirmed face F, minor units. */
  readonly faceMinor: bigint;
  /** Reduced ranges: disjoint, ascending, at most 32. */
  readonly cancelled: readonly SubRange[];
  /** The cumulative amount P that is shared out. */
  readonly paidMinor: bigint;
}

/** The cancelled minor units that lie below position x. */
export function cancelledBelow(cancelled: readonly SubRange[], x: bigint): bigint {
  let below = 0n;
  for (const { from, to } of cancelled) {
    if (from < x) below += (to < x ? to : x) - from;
  }
  return below;
}

/** L: the face less its cancelled ranges. */
export function liveLength(faceMinor: bigint, cancelled: readonly SubRange[]): bigint {
  return faceMinor - cancelledBelow(cancelled, faceMinor);
}

/**
 * The part of the paid amount that belongs to the range: floor(P x b' / L) - floor(P x a' / L), where a' and b' are the
 * range's ends less the cancelled units below them. Over any partition of the face these sum to exactly P.
 */
export function entitledMinor({ faceMinor, cancelled, paidMinor }: Paid, range: SubRange): bigint {
  invariant(range.from >= 0n && range.from <= range.to && range.to <= faceMinor, 'a token lies inside the face');
  const liveMinor = liveLength(faceMinor, cancelled);
  if (liveMinor === 0n) return 0n;
  const shareBelow = (x: bigint): bigint => mulDivFloor(paidMinor, x - cancelledBelow(cancelled, x), liveMinor);
  return shareBelow(range.to) - shareBelow(range.from);
}

/**
 * What the range is owed now: entitled at P less entitled at the P it was last paid out through. Not negative when
 * every step of P came from {@link allocatableMinor}.
 * @throws Fault CONDITION_UNMET {condition: 'share-of-one-unit'} when the range's share of the new money is below one minor
 * unit and rounding would take one back: it is paid out after the next instalment.
 */
export function payoutMinor(paid: Paid, range: SubRange, throughMinor: bigint): bigint {
  invariant(throughMinor >= 0n && throughMinor <= paid.paidMinor, 'a token is paid through no more than what was paid');
  const owed = entitledMinor(paid, range) - entitledMinor({ ...paid, paidMinor: throughMinor }, range);
  if (owed < 0n) throw new Fault('CONDITION_UNMET', { condition: 'share-of-one-unit' });
  return owed;
}

/** How far the shared-out amount may move when money has arrived. */
export interface Allocation {
  /** P: the cumulative amount shared out so far. */
  readonly paidMinor: bigint;
  /** The cumulative amount received, >= P; what is beyond L is an overpayment. */
  readonly receivedMinor: bigint;
  /** L, see {@link liveLength}; > 0. */
  readonly liveMinor: bigint;
  /** The shortest that a token of this receivable can be: the program's minimum, or L when that is less. */
  readonly shortestMinor: bigint;
}

/**
 * The next P: all that was received, up to L; but P stays where it is while the new money is so little that the shortest
 * token's share of it is below one minor unit. No rounding that is exact to the unit for every partition can also grow
 * steadily for every token on such crumbs (of [2, 3) in a face of 5, the share is 1 at P = 2 and 0 at P = 3), so a
 * crumb waits for the next instalment; the last one, which brings P to L, never waits.
 */
export function allocatableMinor({ paidMinor, receivedMinor, liveMinor, shortestMinor }: Allocation): bigint {
  invariant(0n <= paidMinor && paidMinor <= receivedMinor && paidMinor <= liveMinor, 'what is shared out was received and is owed');
  invariant(0n < shortestMinor && shortestMinor <= liveMinor, 'the shortest token is part of the live face');
  if (receivedMinor >= liveMinor) return liveMinor;
  return (receivedMinor - paidMinor) * shortestMinor >= liveMinor ? receivedMinor : paidMinor;
}
