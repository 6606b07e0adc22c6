import { Fault, isCurrency, requireCalendar, type Calendar } from '@tierline/chaincode/api';
import { bankCalendar } from './bankHolidays';
import { chinaCalendar } from './chinaWorkingDays';

/** Of the facts gathered in this folder; a change of any of them makes the next version. */
const VERSION = 1;
const FIRST_DATE = '2010-01-01';
/** Weekends need no data, so the horizon is only far. */
const WEEKENDS_ONLY_TO = '2049-12-31';

/**
 * The payment days of a currency, to be registered on the ledger: CNY by the State Council's notices, EUR by TARGET, GBP by
 * England's bank holidays, USD by the Federal Reserve's; any other currency has weekends only and says so.
 * @throws Fault MALFORMED when the code is no currency in use.
 */
export function calendarFor(currency: string): Calendar {
  const calendar = gathered(currency);
  requireCalendar(calendar);
  return calendar;
}

function gathered(currency: string): Calendar {
  switch (currency) {
    case 'CNY':
      return chinaCalendar(VERSION, FIRST_DATE);
    case 'EUR':
    case 'GBP':
    case 'USD':
      return bankCalendar(currency, VERSION, FIRST_DATE);
    default:
      return weekendsOnly(currency);
  }
}

function weekendsOnly(currency: string): Calendar {
  if (!isCurrency(currency)) throw new Fault('MALFORMED', { field: 'currency', value: currency.slice(0, 8), limit: 'ISO 4217' });
  return {
    currency,
    version: VERSION,
    from: FIRST_DATE,
    to: WEEKENDS_ONLY_TO,
    holidays: [],
    workingWeekends: [],
    weekendsOnly: true,
  };
}
