import { basisOf, type DayCount } from './dayCount';
import { Fault } from './fault';
import { mulDivRoundHalfUp } from './money';
import { MAX_RATE_DAYS, MAX_RATE_PPM, PPM, requireWithin } from './rate';

/**
 * Late interest where the parties agreed none: 0.05 % a day, in parts per million.
 * Source: State Council Order 802 (in force 1 June 2025), Article 17.
 */
export const DEFAULT_LATE_PPM_PER_DAY = 500;

/** The late interest that a contract agrees. */
export interface LateContract {
  /** Annual rate, parts per million. */
  readonly ratePpm: number;
  readonly dayCount: DayCount;
  /** The one-year loan prime rate when the contract was made, parts per million: the least that may be agreed. */
  readonly oneYearLprPpm: number;
}

/** What late interest is computed from. */
export interface LateTerms {
  /** The principal not paid, minor units, >= 0. */
  readonly outstandingMinor: bigint;
  /** Days that it is late, integer >= 0. */
  readonly days: number;
  /** The agreed rate; null takes the statutory default. */
  readonly contract: LateContract | null;
}

/**
 * Late interest in minor units, rounded half up.
 * @throws Fault POLICY_REFUSED {rule: 'late-interest', figure, found} when the agreed rate is below the one-year LPR
 * (Order 802, Article 17); MALFORMED when days or rate are beyond their limits.
 */
export function lateInterestMinor({ outstandingMinor, days, contract }: LateTerms): bigint {
  requireWithin('days', days, 0, MAX_RATE_DAYS);
  if (contract === null) return mulDivRoundHalfUp(outstandingMinor, BigInt(DEFAULT_LATE_PPM_PER_DAY) * BigInt(days), PPM);
  requireWithin('ratePpm', contract.ratePpm, 0, MAX_RATE_PPM);
  requireLegalLateRate(contract);
  return mulDivRoundHalfUp(outstandingMinor, BigInt(contract.ratePpm) * BigInt(days), PPM * BigInt(basisOf(contract.dayCount)));
}

/** @throws Fault POLICY_REFUSED when the agreed rate is below the one-year LPR. */
export function requireLegalLateRate({ ratePpm, oneYearLprPpm }: LateContract): void {
  if (ratePpm < oneYearLprPpm) throw new Fault('POLICY_REFUSED', { rule: 'late-interest', figure: oneYearLprPpm, found: ratePpm });
}
