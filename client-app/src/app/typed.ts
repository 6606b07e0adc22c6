import { exponentOf, Fault, formatAmount, instantOf, isDate, isInstant, MAX_AMOUNT_MINOR, type Instant } from '@tierline/chaincode/api';
import type { z } from 'zod';

const PLAIN = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const GROUPED = /^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$/;
const PERCENT = /^(?:0|[1-9][0-9]{0,2})(?:\.([0-9]{1,4}))?%?$/;
const PERCENT_DIGITS = 4;
const PPM_OF_PERCENT = 10_000;
const MAX_PPM = 1_000_000;
const MINUTE_MS = 60_000;
/** Digits before the point of the largest amount. */
const MAX_DIGITS = 19;
/** Most characters of a value that a refusal repeats. */
const MAX_SHOWN = 60;

/** The refusal of a value that somebody typed: MALFORMED {field, value, limit}, the limit in words. */
export function refuseTyped(field: string, value: string, limit: string): Fault {
  return new Fault('MALFORMED', { field, value: value.slice(0, MAX_SHOWN), limit });
}

/**
 * An amount as people type it: `12500`, `12,500.00`, `0.5`. A comma only stands between thousands, so that 12,500 is never
 * twelve and a half. No sign, no exponent, no other digits than 0 to 9.
 * @throws Fault MALFORMED
 */
export function typedAmount(field: string, text: string, currency: string, least = 1n): bigint {
  if (!PLAIN.test(text) && !GROUPED.test(text)) {
    throw refuseTyped(field, text, 'an amount is written with digits, commas between thousands and a point, as 12,500.00');
  }
  const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.');
  const decimals = exponentOf(currency);
  if (fraction.length > decimals) throw refuseTyped(field, text, `${currency} has ${decimals} decimal digits`);
  const amountMinor = whole.length > MAX_DIGITS ? MAX_AMOUNT_MINOR + 1n : BigInt(whole + fraction.padEnd(decimals, '0'));
  if (amountMinor > MAX_AMOUNT_MINOR) throw refuseTyped(field, text, `the most is ${formatAmount(MAX_AMOUNT_MINOR, currency)} ${currency}`);
  if (amountMinor < least) throw refuseTyped(field, text, 'the amount must be above zero');
  return amountMinor;
}

/** An annual rate in per cent, `4.5` or `4.5%`, as parts per million. @throws Fault MALFORMED */
export function typedRate(field: string, text: string): number {
  const parts = PERCENT.exec(text);
  const limit = 'a rate is a percentage from 0 to 100 with at most 4 decimals, as 4.5';
  if (parts === null) throw refuseTyped(field, text, limit);
  const [whole = '0', fraction = ''] = text.replace('%', '').split('.');
  const ppm = Number(whole) * PPM_OF_PERCENT + Number(fraction.padEnd(PERCENT_DIGITS, '0'));
  if (ppm > MAX_PPM) throw refuseTyped(field, text, limit);
  return ppm;
}

/** A date. @throws Fault MALFORMED */
export function typedDate(field: string, text: string): string {
  if (!isDate(text)) throw refuseTyped(field, text, 'a date is YYYY-MM-DD and exists');
  return text;
}

/** The last second of a date in a zone. */
export function endOfDay(date: string, utcOffsetMinutes: number): Instant {
  return instantOf(Date.parse(`${date}T23:59:59Z`) - utcOffsetMinutes * MINUTE_MS);
}

/** A time, or a date for its last second in the program's zone. @throws Fault MALFORMED */
export function typedMoment(field: string, text: string, utcOffsetMinutes: number): Instant {
  if (isInstant(text)) return text;
  if (isDate(text)) return endOfDay(text, utcOffsetMinutes);
  throw refuseTyped(field, text, 'a time is YYYY-MM-DD (its end) or YYYY-MM-DDTHH:MM:SSZ');
}

/** A whole number. @throws Fault MALFORMED */
export function typedWhole(field: string, text: string, least: number, most: number): number {
  const value = /^-?(?:0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw refuseTyped(field, text, `a whole number from ${least} to ${most}`);
  return value;
}

/** A value that a schema of the ledger describes: an id, a reference, a code. @throws Fault MALFORMED with the schema's words */
export function typedAs<S extends z.ZodType<string>>(schema: S, field: string, text: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw refuseTyped(field, text, parsed.error.issues[0]?.message ?? 'it does not have the right form');
}
