import { formatAmount, type FaultDetails, type FaultValue } from '@tierline/chaincode/api';

/** Writes an amount for people: with the currency's decimals where the currency is known. */
export type MoneyText = (minor: FaultValue | undefined) => string;

/** Puts a fault's details into one or two sentences that a treasurer understands: what is wrong, and what to do. */
export type Teller = (details: FaultDetails, money: MoneyText) => string;

const DIGITS = /^-?[0-9]{1,30}$/;
/** Most characters of one value in a sentence. */
const MAX_VALUE = 120;

/** The writer of amounts of a currency; null where none is known. */
export function moneyIn(currency: string | null): MoneyText {
  return (minor) => {
    const text = wordOf(minor);
    if (!DIGITS.test(text)) return text;
    return currency === null ? `${text} minor units` : `${formatAmount(BigInt(text), currency)} ${currency}`;
  };
}

/** A value inside a sentence: controls taken out, lists joined, cut to a number of characters. */
export function wordOf(value: FaultValue | undefined, most = MAX_VALUE): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value))
    return value
      .map((each) => wordOf(each))
      .join(', ')
      .slice(0, most);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return Array.from(text.replace(/[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, '?'))
    .slice(0, most)
    .join('');
}

/** The values as alternatives: `A, B or C`. */
export function oneOf(value: FaultValue | undefined): string {
  const words = Array.isArray(value) ? value.map((each) => wordOf(each)) : [wordOf(value)];
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** ` (name value)` where the detail is there. */
export function aside(name: string, value: FaultValue | undefined): string {
  const word = wordOf(value);
  return word === '' ? '' : ` (${name} ${word})`;
}
