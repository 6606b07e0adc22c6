import { basisOf, type DayCount } from './dayCount';
import { Fault } from './fault';
import { invariant } from './invariant';
import { mulDivRoundHalfUp } from './money';
import { MAX_RATE_DAYS, MAX_RATE_PPM, PPM, requireWithin } from './rate';

/** What a simple discount is computed from. */
export interface DiscountTerms {
  /** The amount bought, minor units, >= 0. */
  readonly faceMinor: bigint;
  /** Annual rate, parts per million, integer of 0..1,000,000. */
  readonly ratePpm: number;
  /** Days from the value date (in) to the adjusted pay date (out), integer >= 0. */
  readonly days: number;
  readonly dayCount: DayCount;
}

/**
 * The discount: face x rate x days / (1,000,000 x basis), rounded half up to the minor unit.
 * @throws Fault MALFORMED when rate or days are beyond their limits.
 */
export function discountMinor({ faceMinor, ratePpm, days, dayCount }: DiscountTerms): bigint {
  requireWithin('ratePpm', ratePpm, 0, MAX_RATE_PPM);
  requireWithin('days', days, 0, MAX_RATE_DAYS);
  return mulDivRoundHalfUp(faceMinor, BigInt(ratePpm) * BigInt(days), PPM * BigInt(basisOf(dayCount)));
}

/**
 * What the seller gets: face less discount less fees.
 * @throws Fault AMOUNT_EXCEEDS {have, need} when nothing would be left: have is the face, need the least face that leaves
 * one minor unit.
 */
export function proceedsMinor(faceMinor: bigint, discount: bigint, feesMinor: bigint): bigint {
  invariant(discount >= 0n && feesMinor >= 0n, 'discount and fees are not negative');
  const proceeds = faceMinor - discount - feesMinor;
  if (proceeds <= 0n) throw new Fault('AMOUNT_EXCEEDS', { have: faceMinor.toString(), need: (discount + feesMinor + 1n).toString() });
  return proceeds;
}

/** What the seller is to compare offers by. */
export interface SaleTerms {
  readonly faceMinor: bigint;
  /** What the seller gets, after discount and all fees; 0 < proceeds <= face. */
  readonly proceedsMinor: bigint;
  /** Days from the value date to the adjusted pay date, integer >= 1. */
  readonly days: number;
}

/** An annual simple rate on the money received, parts per million, on both bases. */
export interface AllInRate {
  readonly act360: number;
  readonly act365: number;
}

/**
 * The annual simple rate that the seller pays on the money he receives, all fees included:
 * (face - proceeds) / proceeds x basis / days, rounded half up.
 * @throws Fault MALFORMED when days < 1: no rate can be told; AMOUNT_EXCEEDS when the rate is too large for an integer.
 */
export function allInRatePpm(terms: SaleTerms): AllInRate {
  requireWithin('days', terms.days, 1, MAX_RATE_DAYS);
  return { act360: rateOnBasis(terms, 'ACT/360'), act365: rateOnBasis(terms, 'ACT/365F') };
}

function rateOnBasis({ faceMinor, proceedsMinor: received, days }: SaleTerms, dayCount: DayCount): number {
  const rate = mulDivRoundHalfUp(faceMinor - received, PPM * BigInt(basisOf(dayCount)), received * BigInt(days));
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  if (rate > limit) throw new Fault('AMOUNT_EXCEEDS', { have: limit.toString(), need: rate.toString() });
  return Number(rate);
}
