/** How a year is counted when an annual rate is applied to days: actual days over 360, or over a fixed 365. */
export const DAY_COUNTS = ['ACT/360', 'ACT/365F'] as const;
/** One of {@link DAY_COUNTS}. */
export type DayCount = (typeof DAY_COUNTS)[number];

/** The days that the convention gives a year. */
export function basisOf(dayCount: DayCount): 360 | 365 {
  return dayCount === 'ACT/360' ? 360 : 365;
}
