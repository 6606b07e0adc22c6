import { addDays, isWeekend, type Calendar } from '@tierline/chaincode/api';
import Holidays, { type HolidaysTypes } from 'date-holidays';

/** A day on which the banks did something else than the package's rules say. */
interface Mend {
  readonly date: string;
  readonly closed: boolean;
  readonly source: string;
}

/** How the closing days of a currency's payment system follow from a country's public holidays. */
interface Rule {
  readonly country: string;
  readonly state?: string;
  /** Whether the system closes on this public holiday. */
  readonly closes: (holiday: HolidaysTypes.Holiday) => boolean;
  readonly mends: readonly Mend[];
}

/** Special bank holidays are proclaimed a year or two ahead: beyond, the rules are only likely. */
const HORIZON_YEAR = 2030;

/** The package's names of the rules for TARGET's six closing days (ECB, long-term calendar of 14 December 2000). */
const TARGET_DAYS = ['01-01', 'easter -2', 'easter 1', '05-01', '12-25', '12-26'];

const FEDERAL_RESERVE = 'Federal Reserve Bank Services, holiday schedules: a holiday on a Sunday is kept on Monday';

const RULES: Readonly<Record<'EUR' | 'GBP' | 'USD', Rule>> = {
  EUR: { country: 'DE', closes: ({ rule }) => TARGET_DAYS.includes(rule), mends: [] },
  GBP: {
    country: 'GB',
    state: 'ENG',
    closes: () => true,
    mends: [
      { date: '2011-04-29', closed: true, source: 'gov.uk, bank holidays in England: royal wedding' },
      { date: '2012-05-28', closed: false, source: 'gov.uk, bank holidays in England: spring bank holiday moved to 4 June' },
      { date: '2012-06-04', closed: true, source: 'gov.uk, bank holidays in England: spring bank holiday moved from 28 May' },
    ],
  },
  USD: {
    country: 'US',
    // The Federal Reserve stays open on the Friday before a holiday on a Saturday, when federal offices close.
    closes: ({ substitute, date }) => substitute !== true || !isFriday(date.slice(0, 10)),
    mends: [
      { date: '2012-11-12', closed: true, source: FEDERAL_RESERVE },
      { date: '2018-11-12', closed: true, source: FEDERAL_RESERVE },
      { date: '2029-11-12', closed: true, source: FEDERAL_RESERVE },
    ],
  },
};

/** The payment days of EUR (TARGET), GBP (banks in England) or USD (Federal Reserve) from a first date to the horizon. */
export function bankCalendar(currency: 'EUR' | 'GBP' | 'USD', version: number, from: string): Calendar {
  const to = `${HORIZON_YEAR}-12-31`;
  const holidays = closingDays(RULES[currency], Number(from.slice(0, 4))).filter((date) => date >= from && date <= to && !isWeekend(date));
  return { currency, version, from, to, holidays, workingWeekends: [], weekendsOnly: false };
}

/** The closing days from the first year to the horizon, ascending, weekends among them. */
function closingDays({ country, state, closes, mends }: Rule, firstYear: number): string[] {
  const options = { types: ['public' as const] };
  const almanac = state === undefined ? new Holidays(country, options) : new Holidays(country, state, options);
  const days = new Set<string>();
  for (let year = firstYear; year <= HORIZON_YEAR; year += 1) {
    for (const holiday of almanac.getHolidays(year).filter(closes)) days.add(holiday.date.slice(0, 10));
  }
  for (const { date, closed } of mends) {
    if (closed) days.add(date);
    else days.delete(date);
  }
  return [...days].sort();
}

const isFriday = (date: string): boolean => !isWeekend(date) && isWeekend(addDays(date, 1));
