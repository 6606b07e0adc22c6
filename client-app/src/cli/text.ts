import { epochMsOf, formatAmount, instantOf, type Instant } from '@tierline/chaincode/api';

const PPM_OF_PERCENT = 10_000;
const PERCENT_DIGITS = 4;
const MINUTE_MS = 60_000;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** An amount with its currency: `12,500.00 CNY`. */
export function money(amountMinor: bigint, currency: string): string {
  return `${formatAmount(amountMinor, currency)} ${currency}`;
}

/** A rate in per cent: 45000 ppm is `4.50 %`. */
export function percent(ppm: number): string {
  return `${(ppm / PPM_OF_PERCENT).toFixed(PERCENT_DIGITS).replace(/00$/, '')} %`;
}

/** A time as a clock in the program's zone shows it: `2026-03-09 23:59`. A date stays as it is. */
export function timeIn(moment: Instant, utcOffsetMinutes: number): string {
  return moment.length === 10
    ? moment
    : instantOf(epochMsOf(moment) + utcOffsetMinutes * MINUTE_MS)
        .slice(0, 16)
        .replace('T', ' ');
}

/** A zone: `UTC+08:00`. */
export function zone(utcOffsetMinutes: number): string {
  const minutes = Math.abs(utcOffsetMinutes);
  const digits = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${digits(minutes / 60)}:${digits(minutes % 60)}`;
}

/** Some things: `1 token`, `3 tokens`. */
export function count(number: number, thing: string): string {
  return `${number} ${number === 1 ? thing : `${thing}s`.replace(/([^aeiou])ys$/, '$1ies')}`;
}

/** How many columns of a terminal a text takes: Chinese characters take two. */
export function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** The text filled up with spaces to a width. */
export function padded(text: string, width: number, isRight: boolean): string {
  const spaces = ' '.repeat(Math.max(0, width - widthOf(text)));
  return isRight ? spaces + text : text + spaces;
}
