import { exponentOf, Fault, MAX_AMOUNT_MINOR, parseAmount } from '@tierline/chaincode/api';
import { isBlank } from './cellText';
import { readNumber, type DecimalSign } from './decimals';
import { RowRefusal } from './refusal';

const MAX_DIGITS = 30;

/**
 * The minor units that a cell holds, negative when it is.
 * @throws RowRefusal when it is no number, finer than the currency's minor unit, or beyond 10^18 minor units.
 */
export function readAmount(cell: string, sign: DecimalSign, currency: string): bigint {
  return toMinor(readDecimal(cell, sign, 'amount'), currency, cell);
}

/** The minor units of the exact product of two cells, such as quantity and unit price. @throws RowRefusal as for one cell. */
export function readProduct(quantity: string, unitPrice: string, sign: DecimalSign, currency: string): bigint {
  const a = scaled(readDecimal(quantity, sign, 'quantity'));
  const b = scaled(readDecimal(unitPrice, sign, 'unitPrice'));
  return toMinor(plainDecimal(a.digits * b.digits, a.scale + b.scale), currency, `${quantity} x ${unitPrice}`);
}

function readDecimal(cell: string, sign: DecimalSign, field: string): string {
  if (isBlank(cell)) throw new RowRefusal(field, cell, `the ${field} is missing: enter it`);
  const number = readNumber(cell, sign);
  if (number === null || number.length > MAX_DIGITS) {
    throw new RowRefusal(
      field,
      cell,
      `this is no ${field}: write digits with at most one decimal ${sign === '.' ? 'point' : 'comma'}, and nothing else`,
    );
  }
  return number;
}

/** `-12.5` is -125 of scale 1. */
function scaled(number: string): { digits: bigint; scale: number } {
  const [whole = '', fraction = ''] = number.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function plainDecimal(digits: bigint, scale: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const plain = text.slice(0, text.length - scale) + (fraction === '' ? '' : `.${fraction}`);
  return digits < 0n ? `-${plain}` : plain;
}

function toMinor(number: string, currency: string, cell: string): bigint {
  const exponent = exponentOf(currency);
  if ((number.split('.')[1] ?? '').length > exponent) {
    throw new RowRefusal(
      'amount',
      cell,
      `${currency} has ${exponent} decimal digits and this amount has more: round it as the invoice does`,
    );
  }
  try {
    return parseAmount(number, currency);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new RowRefusal('amount', cell, `the amount is greater than ${MAX_AMOUNT_MINOR} minor units of ${currency}: check it`);
  }
}
