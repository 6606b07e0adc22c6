import { CURRENCY_EXPONENTS } from './currencies';
import { Fault } from './fault';
import { invariant } from './invariant';

export { CURRENCY_EXPONENTS };

/** The largest amount, in minor units, that any field may hold. */
export const MAX_AMOUNT_MINOR = 10n ** 18n;

const AMOUNT = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;
const MAX_AMOUNT_CHARACTERS = 40;

/** Whether the text is the code of a currency in use (ISO 4217, upper case). */
export function isCurrency(code: string): boolean {
  return Object.hasOwn(CURRENCY_EXPONENTS, code);
}

/**
 * The number of decimal digits of the currency's minor unit: JPY 0, CNY 2, KWD 3.
 * @throws Fault MALFORMED when the code is no currency in use.
 */
export function exponentOf(code: string): number {
  if (!isCurrency(code)) throw new Fault('MALFORMED', { field: 'currency', value: code.slice(0, 8), limit: 'ISO 4217' });
  return CURRENCY_EXPONENTS[code] as number;
}

/**
 * The minor units of a decimal number written in plain ASCII, `-?digits[.digits]`: '12500.5' in CNY is 1250050n. Whether
 * zero or less makes sense is the caller's rule.
 * @throws Fault MALFORMED {field, value, limit}: limit is the pattern, the greatest number of fraction digits, or the
 * greatest amount in minor units.
 */
export function parseAmount(text: string, currency: string): bigint {
  const exponent = exponentOf(currency);
  const parts = text.length <= MAX_AMOUNT_CHARACTERS ? AMOUNT.exec(text) : null;
  if (parts === null) throw malformedAmount(text, '-?digits[.digits]');
  const [, sign, whole = '', fraction = ''] = parts;
  if (fraction.length > exponent) throw malformedAmount(text, exponent);
  const minor = BigInt(whole + fraction.padEnd(exponent, '0'));
  if (minor > MAX_AMOUNT_MINOR) throw malformedAmount(text, MAX_AMOUNT_MINOR.toString());
  return sign === '-' ? -minor : minor;
}

/**
 * The amount in decimal digits with a comma between thousands: 1250000n in CNY is '12,500.00'. For people to read: the
 * inverse of {@link parseAmount} once the commas are taken out.
 * @throws Fault MALFORMED when the code is no currency in use.
 */
export function formatAmount(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',');
  return (minor < 0n ? '-' : '') + whole + (exponent === 0 ? '' : `.${digits.slice(-exponent)}`);
}

/** a x b / d rounded down; a, b >= 0 and d > 0. */
export function mulDivFloor(a: bigint, b: bigint, d: bigint): bigint {
  invariant(a >= 0n && b >= 0n && d > 0n, 'a product to divide is not negative and its divisor is positive');
  return (a * b) / d;
}

/** a x b / d rounded to the nearest integer, a half upwards; a, b >= 0 and d > 0. */
export function mulDivRoundHalfUp(a: bigint, b: bigint, d: bigint): bigint {
  invariant(a >= 0n && b >= 0n && d > 0n, 'a product to divide is not negative and its divisor is positive');
  return (2n * a * b + d) / (2n * d);
}

/** The total of the amounts; 0n of none. */
export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

function malformedAmount(text: string, limit: string | number): Fault {
  return new Fault('MALFORMED', { field: 'amount', value: text.slice(0, MAX_AMOUNT_CHARACTERS), limit });
}
