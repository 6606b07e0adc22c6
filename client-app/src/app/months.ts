import { MAX_IDS } from '../ports/books';

/** `YYYY-MM` of every month from one date's to another's; the last {@link MAX_IDS} of them when there are more. */
export function monthsFrom(first: string, last: string): readonly string[] {
  const end = numberOf(last);
  const start = Math.max(numberOf(first), end - MAX_IDS + 1);
  return Array.from({ length: Math.max(0, end - start + 1) }, (_month, index) => nameOf(start + index));
}

const MONTHS = 12;

/** Months since the year 0. */
const numberOf = (date: string): number => Number(date.slice(0, 4)) * MONTHS + Number(date.slice(5, 7)) - 1;

function nameOf(month: number): string {
  return `${String(Math.floor(month / MONTHS)).padStart(4, '0')}-${String((month % MONTHS) + 1).padStart(2, '0')}`;
}
