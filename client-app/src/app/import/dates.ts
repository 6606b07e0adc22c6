import { isDate } from '@tierline/chaincode/api';
import { clearMajority } from './majority';
import { fileFault } from './refusal';

/** Which part comes first in a date that ends with the year. */
export type DateOrder = 'day-first' | 'month-first';

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
/** A time of day after the date: the date counts as written, whatever the zone. */
const TIME = /(?:T| +)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?: ?[AP]M)?(?:Z| ?[+-]\d{2}:?\d{2})?$/i;

/**
 * The date `YYYY-MM-DD` that a cell holds: ISO with or without a time, `2026/1/5`, `2026年1月5日`, `20260105`, or with the
 * year last in the given order; null when it holds none, or one of two-digit year.
 */
export function readDate(cell: string, order: DateOrder): string | null {
  const text = cell.trim().replace(TIME, '');
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) return dateOfYearLast(yearLast, order);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return dateOf(yearFirst[1], yearFirst[3], yearFirst[4]);
  const plain = CHINESE.exec(text) ?? COMPACT.exec(text);
  return plain === null ? null : dateOf(plain[1], plain[2], plain[3]);
}

/**
 * The order of a column's dates, told by the values that can be read only one way (13/01/2026). Dates that begin with the
 * year need no order.
 * @param column its header, to name it.
 * @throws Fault MALFORMED while all values can be read both ways and differ, or they contradict each other.
 */
export function detectDateOrder(cells: Iterable<string>, column: string, named?: DateOrder): DateOrder {
  if (named !== undefined) return named;
  const seen = ordersSeen(cells);
  const told = clearMajority(seen.dayFirst, seen.monthFirst);
  if (told === 'mixed') {
    throw unclear(column, `${seen.lastDayFirst} and ${seen.lastMonthFirst}`, 'some dates begin with the day and some with the month');
  }
  if (told === null && seen.either !== '') throw unclear(column, seen.either, 'every date can be read day first and month first');
  return told === 'second' ? 'month-first' : 'day-first';
}

/** How many dates show each order, and examples. */
function ordersSeen(cells: Iterable<string>) {
  const seen = { dayFirst: 0, monthFirst: 0, either: '', lastDayFirst: '', lastMonthFirst: '' };
  for (const cell of cells) {
    const found = YEAR_LAST.exec(cell.trim().replace(TIME, ''));
    if (found === null) continue;
    const dayFirst = dateOfYearLast(found, 'day-first');
    const monthFirst = dateOfYearLast(found, 'month-first');
    if (dayFirst === monthFirst) continue;
    if (dayFirst !== null && monthFirst !== null) seen.either = cell;
    else if (dayFirst !== null) Object.assign(seen, { dayFirst: seen.dayFirst + 1, lastDayFirst: cell });
    else Object.assign(seen, { monthFirst: seen.monthFirst + 1, lastMonthFirst: cell });
  }
  return seen;
}

function unclear(column: string, value: string, reason: string): Error {
  return fileFault({
    field: column,
    value,
    limit: 'day-first, month-first',
    reason: `column "${column}": ${reason}`,
    mend: 'set "dateOrder" to "day-first" or "month-first" in a mapping file, or export the dates as YYYY-MM-DD',
  });
}

function dateOfYearLast(parts: RegExpExecArray, order: DateOrder): string | null {
  return order === 'day-first' ? dateOf(parts[4], parts[3], parts[1]) : dateOf(parts[4], parts[1], parts[3]);
}

function dateOf(year = '', month = '', day = ''): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}
