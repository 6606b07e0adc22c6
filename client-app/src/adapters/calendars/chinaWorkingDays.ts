import { isWeekend, type Calendar } from '@tierline/chaincode/api';
import notices from 'chinese-days/dist/chinese-days.json';

/**
 * China's working days by the State Council's yearly notices: holidays with their extended leave, and the weekends worked in
 * exchange. The horizon is the end of the last year that has a notice: the package takes later years for ordinary weeks.
 */
export function chinaCalendar(version: number, from: string): Calendar {
  const offDays = Object.keys(notices.holidays).sort();
  const to = `${offDays.at(-1)?.slice(0, 4)}-12-31`;
  const isCovered = (date: string): boolean => date >= from && date <= to;
  return {
    currency: 'CNY',
    version,
    from,
    to,
    holidays: offDays.filter((date) => isCovered(date) && !isWeekend(date)),
    workingWeekends: Object.keys(notices.workdays).sort().filter(isCovered),
    weekendsOnly: false,
  };
}
