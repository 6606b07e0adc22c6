import { businessDate, daysBetween, exponentOf, Fault, isCurrency, toWire, TRANSACTIONS, type Calendar } from '@tierline/chaincode/api';
import type { Calendars } from '../ports/calendars';
import { dryRun, type DryRun } from './dryRun';
import { freshId } from './ordering';
import { operators, ownCompany, programOrder, type NewProgram } from './founding';
import type { Sessions } from './session';

/** A zone for programs of a currency, minutes east of Greenwich; 0 for every other currency. */
const UTC_OFFSET_MINUTES: Readonly<Record<string, number>> = { CNY: 480, EUR: 60, USD: -300, JPY: 540, HKD: 480, INR: 330 };
const DAY_COUNT_365 = new Set(['GBP', 'HKD', 'AUD', 'CAD', 'INR']);
const MINIMUM_TOKEN_UNITS = 100n;

/** What somebody chooses of a program; null for what is usual. */
export interface WantedProgram {
  readonly program: string;
  readonly name: string | null;
  /** The business date of a DEMO program at its start; null makes it REAL. */
  readonly businessDate: string | null;
  readonly currency: string | null;
  readonly rules: Partial<Omit<NewProgram, 'program' | 'name' | 'mode' | 'clockOffsetDays' | 'currency'>>;
}

/** A program with all its rules: those that were chosen and the usual ones. @throws Fault NOT_FOUND, MALFORMED */
export function programOf(sessions: Sessions, wanted: WantedProgram, nowMs: number): NewProgram {
  const { program } = wanted;
  const members = sessions.network.programs.find(({ id }) => id === program);
  if (members === undefined) {
    const known = sessions.network.programs.map(({ id }) => id).join(', ');
    throw new Fault('NOT_FOUND', { kind: 'program', id: program, mend: `add it to the network file, or take one that is there: ${known}` });
  }
  const currency = wanted.currency ?? currencyIn(program);
  const core = sessions.network.organisations.find(({ msp }) => msp === members.core)?.name ?? '';
  const utcOffsetMinutes = wanted.rules.utcOffsetMinutes ?? UTC_OFFSET_MINUTES[currency] ?? 0;
  return {
    core: ownCompany({ name: core }),
    dayCount: DAY_COUNT_365.has(currency) ? 'ACT/365F' : 'ACT/360',
    termDays: 90,
    maxTier: 4,
    minimumTokenMinor: MINIMUM_TOKEN_UNITS * 10n ** BigInt(exponentOf(currency)),
    recourse: true,
    payoutDays: 3,
    graceDays: 5,
    lateContract: null,
    ...wanted.rules,
    utcOffsetMinutes,
    program,
    name: wanted.name ?? program,
    currency,
    ...clockOf(wanted.businessDate, utcOffsetMinutes, nowMs),
  };
}

function currencyIn(program: string): string {
  const last = program.slice(-3);
  if (isCurrency(last)) return last;
  throw new Fault('MALFORMED', {
    field: '--currency',
    reason: 'MISSING',
    mend: `${program} does not end in a currency: name one, as --currency CNY`,
  });
}

function clockOf(date: string | null, utcOffsetMinutes: number, nowMs: number): Pick<NewProgram, 'mode' | 'clockOffsetDays'> {
  return date === null ? { mode: 'REAL', clockOffsetDays: 0 } : { mode: 'DEMO', clockOffsetDays: offsetTo(date, utcOffsetMinutes, nowMs) };
}

/** The clock offset, in whole days, that makes a date the business date of now. */
export function offsetTo(date: string, utcOffsetMinutes: number, nowMs: number): number {
  return daysBetween(businessDate(nowMs, utcOffsetMinutes, 0), date);
}

/**
 * Whether a program could be opened. Its calendar is registered before it: while that is not there, the calendar's own
 * conditions are asked.
 */
export async function surveyProgram(sessions: Sessions, calendars: Calendars, program: NewProgram): Promise<DryRun> {
  const { maker } = await operators(sessions);
  const calendar = await calendars(program.currency);
  const registered = await maker.books.find('CALENDAR', '', `${calendar.currency}-${calendar.version}`);
  if (registered === null) return surveyCalendar(sessions, calendar);
  return dryRun(maker, TRANSACTIONS.program.create, programOrder(sessions, program, calendar.version));
}

async function surveyCalendar(sessions: Sessions, calendar: Calendar): Promise<DryRun> {
  const { maker } = await operators(sessions);
  const content = toWire({ kind: 'CALENDAR', schemaVersion: 1, ...calendar });
  return dryRun(maker, TRANSACTIONS.company.propose, { proposal: freshId('PROPOSAL'), subject: 'CALENDAR', content: content as never });
}
