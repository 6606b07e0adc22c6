import { Temporal } from 'temporal-polyfill';
import { Fault } from './fault';

/** The first date that is accepted anywhere. */
export const FIRST_DATE = '1900-01-01';
/** The last date that is accepted anywhere. */
export const LAST_DATE = '2199-12-31';

const PATTERN = /^(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/;
const SHORT_MONTH_DAYS: Readonly<Record<number, number>> = { 2: 28, 4: 30, 6: 30, 9: 30, 11: 30 };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAYS_TO_LEAP_DAY = 1_460;
const DAYS_IN_100_YEARS = 36_524;
const DAYS_IN_400_YEARS = 146_097;
const DAY_NUMBER_OF_1970 = 719_468;
const WEEKDAY_OF_DAY_0 = 3;
const SUNDAY = 0;
const SATURDAY = 6;

/** Whether the text is a date that exists, written `YYYY-MM-DD`, of the years 1900 to 2199. */
export function isDate(text: string): boolean {
  return PATTERN.test(text) && Number(text.slice(8)) <= daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** The date `days` days later; earlier when negative. @throws Fault MALFORMED for no date, or one beyond 1900-2199. */
export function addDays(date: string, days: number): string {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/**
 * The same day of the month `months` months later, or that month's last day when it is shorter: 2026-01-31 + 1 is
 * 2026-02-28. @throws Fault MALFORMED for no date, or one beyond 1900-2199.
 */
export function addMonths(date: string, months: number): string {
  requireDate(date);
  const moved = Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();
  return requireDate(moved);
}

/** Days from one date to another: 0 for the same date, negative when `to` is the earlier. @throws Fault MALFORMED. */
export function daysBetween(from: string, to: string): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Whether the date is a Saturday or a Sunday. @throws Fault MALFORMED. */
export function isWeekend(date: string): boolean {
  const weekday = (dayNumberOf(date) + WEEKDAY_OF_DAY_0) % 7;
  return weekday === SUNDAY || weekday === SATURDAY;
}

/** Negative when `a` is the earlier date, 0 when they are the same, positive when `a` is the later. */
export function compareDates(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The date that a calendar on the wall shows in a zone at an instant.
 * @param epochMs milliseconds since 1970 UTC.
 * @param utcOffsetMinutes the zone's fixed offset, positive east of Greenwich.
 * @param clockOffsetDays whole days that the program's clock is ahead.
 * @throws Fault MALFORMED beyond 1900-2199.
 */
export function businessDate(epochMs: number, utcOffsetMinutes: number, clockOffsetDays: number): string {
  return dateOfDayNumber(Math.floor((epochMs + utcOffsetMinutes * MINUTE_MS) / DAY_MS) + DAY_NUMBER_OF_1970 + clockOffsetDays);
}

/**
 * Days since 0000-03-01, a Wednesday. Plain arithmetic on a year that starts in March, so that the leap day is its last:
 * a transaction asks thousands of times, and PlainDate takes microseconds each.
 */
function dayNumberOf(date: string): number {
  requireDate(date);
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const marchMonth = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + Number(date.slice(8)) - 1;
  return 365 * year + leapDaysThrough(year) + dayOfYear;
}

/** The date of a number of days since 0000-03-01: the inverse of {@link dayNumberOf}. */
function dateOfDayNumber(days: number): string {
  const era = Math.floor(days / DAYS_IN_400_YEARS);
  const dayOfEra = days - era * DAYS_IN_400_YEARS;
  const leapDays =
    Math.floor(dayOfEra / DAYS_TO_LEAP_DAY) - Math.floor(dayOfEra / DAYS_IN_100_YEARS) + Math.floor(dayOfEra / (DAYS_IN_400_YEARS - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const year = 400 * era + yearOfEra;
  const dayOfYear = dayOfEra - 365 * yearOfEra - leapDaysThrough(yearOfEra);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = ((marchMonth + 2) % 12) + 1;
  return requireDate(`${year + (month <= 2 ? 1 : 0)}-${twoDigits(month)}-${twoDigits(day)}`);
}

const leapDaysThrough = (year: number): number => Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function daysInMonth(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeapYear ? 29 : (SHORT_MONTH_DAYS[month] ?? 31);
}

function requireDate(text: string): string {
  if (!isDate(text)) throw new Fault('MALFORMED', { field: 'date', value: text.slice(0, 20), limit: `${FIRST_DATE}..${LAST_DATE}` });
  return text;
}
