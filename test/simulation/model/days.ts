import { Refusal } from './refusal';

const DAY_MS = 86_400_000;
const ZONE_MS = 480 * 60_000;

/** The payment days of the program. */
export interface PaymentDays {
  readonly holidays: ReadonlySet<string>;
  readonly workingWeekends: ReadonlySet<string>;
  /** The last date that is known. */
  readonly to: string;
}

/** The program's time: the machine's clock and its offset in days. */
export function instantAt(machineMs: number, offsetDays: number): string {
  return `${new Date(machineMs + offsetDays * DAY_MS).toISOString().slice(0, 19)}Z`;
}

/** The program's business date: a zone eight hours east. */
export function dateAt(machineMs: number, offsetDays: number): string {
  return new Date(machineMs + ZONE_MS + offsetDays * DAY_MS).toISOString().slice(0, 10);
}

/** The business date of an instant. */
export const dateOfInstant = (instant: string): string => dateAt(Date.parse(instant), 0);

/** A date some days on. */
export const plusDays = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** An instant some days on. */
export const instantPlus = (instant: string, days: number): string =>
  `${new Date(Date.parse(instant) + days * DAY_MS).toISOString().slice(0, 19)}Z`;

/** Days from one date to another. */
export const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The same day some months on, or the last one of a shorter month. */
export function plusMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return `${first.toISOString().slice(0, 8)}${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** Whether payments are made on the date. @throws Refusal POLICY_REFUSED beyond what is known */
export function isPaymentDay(days: PaymentDays, date: string): boolean {
  if (date > days.to) throw new Refusal('POLICY_REFUSED');
  const weekday = new Date(Date.parse(date)).getUTCDay();
  return weekday === 0 || weekday === 6 ? days.workingWeekends.has(date) : !days.holidays.has(date);
}

/** The date or the next payment day. @throws Refusal POLICY_REFUSED */
export function paymentDayFrom(days: PaymentDays, date: string): string {
  return isPaymentDay(days, date) ? date : paymentDayFrom(days, plusDays(date, 1));
}

/** The n-th payment day after a date. @throws Refusal POLICY_REFUSED */
export function plusPaymentDays(days: PaymentDays, date: string, count: number): string {
  return count === 0 ? date : plusPaymentDays(days, paymentDayFrom(days, plusDays(date, 1)), count - 1);
}
