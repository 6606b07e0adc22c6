const DIGITS = /^-?\d+$/;
const TYPED = /^(\d+)(?:\.(\d*))?$/;
/** Marks of thousands, as 12,500 and 12,50,000 have them: anything else that is typed with commas may mean something else. */
const MARKED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/;
const DEFAULT_EXPONENT = 2;
/** The largest amount that the contracts take, minor units. */
const MAX_MINOR = 10n ** 18n;

/** Decimal digits of a currency's minor unit: CNY 2, JPY 0. */
export function exponentOf(currency: string): number {
  return __CURRENCY_EXPONENTS__[currency] ?? DEFAULT_EXPONENT;
}

/** An amount of minor units for people: `1250000` in CNY is `12,500.00`. What is no whole number of digits is shown as it is. */
export function money(minor: string | bigint, currency: string): string {
  const text = String(minor);
  if (!DIGITS.test(text)) return text;
  const exponent = exponentOf(currency);
  const amount = BigInt(text);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',');
  return (amount < 0n ? '\u2212' : '') + whole + (exponent === 0 ? '' : `.${digits.slice(-exponent)}`);
}

/** An amount without thousands marks, as a field takes it: `12500.00`. */
export function plainAmount(minor: string | bigint, currency: string): string {
  return money(minor, currency).replaceAll(',', '').replace('\u2212', '-');
}

/** What is wrong with a typed amount. */
export type AmountProblem = 'EMPTY' | 'NOT_A_NUMBER' | 'TOO_MANY_DIGITS' | 'ZERO' | 'TOO_LARGE';

/** A typed amount: minor units, or what is wrong with it. Thousands marks in their places and spaces are passed over, also full-width ones. */
export function typedAmount(typed: string, currency: string): { readonly minor: bigint } | { readonly problem: AmountProblem } {
  const text = typed.normalize('NFKC').replace(/\s/g, '');
  if (text === '') return { problem: 'EMPTY' };
  const [, whole, fraction = ''] = TYPED.exec(MARKED.test(text) ? text.replaceAll(',', '') : text) ?? [];
  if (whole === undefined) return { problem: 'NOT_A_NUMBER' };
  const exponent = exponentOf(currency);
  if (fraction.length > exponent) return { problem: 'TOO_MANY_DIGITS' };
  const minor = BigInt(whole + fraction.padEnd(exponent, '0'));
  if (minor === 0n) return { problem: 'ZERO' };
  return minor > MAX_MINOR ? { problem: 'TOO_LARGE' } : { minor };
}

/** A typed amount that may be none: nothing typed, and a zero, are zero. */
export function typedAmountOrNone(typed: string, currency: string): ReturnType<typeof typedAmount> {
  const amount = typedAmount(typed, currency);
  return 'problem' in amount && (amount.problem === 'EMPTY' || amount.problem === 'ZERO') ? { minor: 0n } : amount;
}

/** The sum of digit strings. */
export function sumOf(amounts: Iterable<string>): bigint {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return total;
}

/** Whole per mille of `part` in `whole`, for bars: a picture, never a figure. */
export function perMille(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Number((part * 1000n) / whole);
}

const PPM_DIGITS = 4;

/** A rate in parts per million as a percentage: `36000` is `3.6 %`. */
export function percent(ppm: string | number): string {
  const digits = String(ppm).padStart(PPM_DIGITS + 1, '0');
  const fraction = digits.slice(-PPM_DIGITS).replace(/0+$/, '');
  return `${digits.slice(0, -PPM_DIGITS)}${fraction === '' ? '' : `.${fraction}`}\u202f%`;
}

/** A typed percentage as parts per million: `3.6` is 36000; null when it is none from 0 to below 100. */
export function typedPercent(typed: string): number | null {
  const found = /^(\d{1,2})(?:\.(\d{1,4}))?$/.exec(typed.normalize('NFKC').replace(/[%\s]/g, ''));
  return found === null ? null : Number((found[1] ?? '') + (found[2] ?? '').padEnd(PPM_DIGITS, '0'));
}
