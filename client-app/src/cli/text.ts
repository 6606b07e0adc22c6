import { formatAmount } from '@tierline/chaincode/api';

const PPM_OF_PERCENT = 10_000;
const PERCENT_DIGITS = 4;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** An amount with its currency: `12,500.00 CNY`. */
export function money(amountMinor: bigint, currency: string): string {
  return `${formatAmount(amountMinor, currency)} ${currency}`;
}

/** A rate in per cent: 45000 ppm is `4.50 %`. */
export function percent(ppm: number): string {
  const text = (ppm / PPM_OF_PERCENT).toFixed(PERCENT_DIGITS).replace(/0{1,2}$/, '');
  return `${text} %`;
}

/** Some things: `1 token`, `3 tokens`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
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
