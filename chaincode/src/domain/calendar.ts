import { addDays, daysBetween, isDate, isWeekend } from './date';
import { Fault } from './fault';
import { invariant } from './invariant';

/** The days on which payments in one currency are made. A version never changes: new facts make a new version. */
export interface Calendar {
  /** ISO 4217 code. */
  readonly currency: string;
  /** 1, 2, ...: a program names the version that it uses. */
  readonly version: number;
  /** First date for which the calendar is right. */
  readonly from: string;
  /** Last date for which the calendar is right: its horizon. */
  readonly to: string;
  /** Mondays to Fridays without payments, ascending. */
  readonly holidays: readonly string[];
  /** Saturdays and Sundays that are worked (Chinese make-up days), ascending. */
  readonly workingWeekends: readonly string[];
  /** True when only weekends are known: the holidays of the currency are not, and whoever reads a date is told so. */
  readonly weekendsOnly: boolean;
}

/** The most holidays, and the most working weekends, that a calendar may list. */
export const MAX_CALENDAR_DAYS = 2_000;
/** The most working days that {@link addWorkingDays} counts. */
export const MAX_WORKING_DAYS = 400;

/**
 * Whether payments are made on the date.
 * @throws Fault POLICY_REFUSED {rule: 'calendar', currency, version, date, from, to} outside the calendar's dates.
 */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  if (!isDate(date) || date < calendar.from || date > calendar.to) throw outside(calendar, date);
  return isWeekend(date) ? contains(calendar.workingWeekends, date) : !contains(calendar.holidays, date);
}

/** The date itself when it is a working day, else the next one ("following business day"). @throws Fault POLICY_REFUSED. */
export function following(calendar: Calendar, date: string): string {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1); // ends at the horizon, which refuses
  return day;
}

/**
 * The n-th working day after the date; for n = 0 the date itself or the next working day.
 * @throws Fault POLICY_REFUSED outside the calendar's dates; MALFORMED unless n is an integer of 0..400.
 */
export function addWorkingDays(calendar: Calendar, date: string, n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > MAX_WORKING_DAYS) {
    throw new Fault('MALFORMED', { field: 'workingDays', value: String(n), limit: `0..${MAX_WORKING_DAYS}` });
  }
  let day = n === 0 ? following(calendar, date) : date;
  for (let counted = 0; counted < n; counted += 1) day = following(calendar, addDays(day, 1));
  return day;
}

/**
 * Refuses a calendar that would answer wrongly: the lists must ascend, lie within its dates and hold only weekdays
 * (holidays) or only weekends (working weekends); a calendar of weekends only has none.
 * @throws Fault MALFORMED {field, value, limit}.
 */
export function requireCalendar(calendar: Calendar): void {
  for (const field of ['from', 'to'] as const) requireThat(isDate(calendar[field]), field, calendar[field], 'YYYY-MM-DD');
  requireThat(daysBetween(calendar.from, calendar.to) >= 0, 'to', calendar.to, calendar.from);
  requireDays(calendar, 'holidays', (date) => !isWeekend(date));
  requireDays(calendar, 'workingWeekends', isWeekend);
  requireThat(!calendar.weekendsOnly || calendar.holidays.length + calendar.workingWeekends.length === 0, 'weekendsOnly', true, 'no days');
}

function requireDays(calendar: Calendar, field: 'holidays' | 'workingWeekends', belongs: (date: string) => boolean): void {
  const dates = calendar[field];
  requireThat(dates.length <= MAX_CALENDAR_DAYS, field, dates.length, MAX_CALENDAR_DAYS);
  let previous = '';
  for (const date of dates) {
    requireThat(isDate(date) && date >= calendar.from && date <= calendar.to, field, date, `${calendar.from}..${calendar.to}`);
    requireThat(date > previous, field, date, 'ascending');
    requireThat(belongs(date), field, date, field);
    previous = date;
  }
}

function requireThat(holds: boolean, field: string, value: string | number | boolean, limit: string | number): void {
  if (!holds) throw new Fault('MALFORMED', { field, value, limit });
}

/** Binary search: a calendar of 17 years lists hundreds of days and is asked thousands of times. */
function contains(ascending: readonly string[], date: string): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = ascending[middle];
    invariant(candidate !== undefined, 'the middle of a range of a list is in the list');
    if (candidate < date) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === date;
}

function outside({ currency, version, from, to }: Calendar, date: string): Fault {
  return new Fault('POLICY_REFUSED', { rule: 'calendar', currency, version, date, from, to });
}
