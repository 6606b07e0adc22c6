import type { Calendar } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { CURRENCY } from '../model/scene';

const FROM = '2015-01-01';
const TO = '2017-06-30';

const isWithin = (date: string): boolean => date >= FROM && date <= TO;

/** The payment days of the years in which simulations live: a short list, because every transaction reads it. */
export function paymentDays(): Calendar {
  const { holidays, workingWeekends, ...calendar } = calendarFor(CURRENCY);
  return { ...calendar, from: FROM, to: TO, holidays: holidays.filter(isWithin), workingWeekends: workingWeekends.filter(isWithin) };
}
