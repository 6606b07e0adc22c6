const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function parts(date: string): readonly [number, number, number] {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return [year, month, day];
}

function utcOf(date: string): number {
  const [year, month, day] = parts(date);
  return Date.UTC(year, month - 1, day);
}

/** Days from one calendar date to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS);
}

/** The calendar date some days later. */
export function addDays(date: string, days: number): string {
  return new Date(utcOf(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A calendar date for people: `22 Jun 2026`, `2026年6月22日`. */
export function dateText(date: string | null, language: string): string {
  if (date === null) return '\u2013';
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(utcOf(date));
}

/** A month for people: `Jun 2026`. @param month `YYYY-MM` */
export function monthText(month: string, language: string): string {
  const format = { month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', format).format(utcOf(`${month}-01`));
}

/** A moment for people, in their own zone. @param instant RFC 3339 UTC */
export function timeText(instant: string, language: string): string {
  const format = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', format).format(new Date(instant));
}

/** The last moment of a calendar date in a zone, as the contracts take deadlines. @param offsetMinutes east of Greenwich */
export function endOfDay(date: string, offsetMinutes: number): string {
  return `${new Date(utcOf(date) + DAY_MS - offsetMinutes * MINUTE_MS - 1000).toISOString().slice(0, 19)}Z`;
}
