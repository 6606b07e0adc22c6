import {
  allInRatePpm,
  compareDates,
  daysBetween,
  discountMinor,
  Fault,
  lengthOf,
  quote,
  sum,
  type AllInRate,
  type DayCount,
  type Price,
  type Priced,
} from '@tierline/chaincode/api';

/** A token, or the part of one, that is to be priced. */
export interface Quotable extends Priced {
  /** Its id. */
  readonly token: string;
}

/** How a program counts money and days. */
export interface QuoteBasis {
  /** ISO 4217. */
  readonly currency: string;
  readonly dayCount: DayCount;
}

/** One token's part of a quote; amounts in minor units. */
export interface QuotedToken {
  readonly token: string;
  readonly faceMinor: bigint;
  readonly payDate: string;
  /** From the value date (in) to the payment date (out). */
  readonly days: number;
  readonly discountMinor: bigint;
}

/** What a sale brings and all that it costs, before anybody consents; amounts in minor units. */
export interface SaleQuote {
  readonly currency: string;
  readonly faceMinor: bigint;
  readonly discountMinor: bigint;
  readonly feesMinor: bigint;
  /** Discount and fees together: the price of having the money now. */
  readonly costMinor: bigint;
  /** Net cash in hand. */
  readonly proceedsMinor: bigint;
  /** The bank's annual rate, parts per million. */
  readonly ratePpm: number;
  readonly dayCount: DayCount;
  /** All costs as an annual rate on the money received, on both bases; null where no day lies between payout and payment. */
  readonly allIn: AllInRate | null;
  /** Days from the value date to the payment dates, weighted by face, rounded half up. */
  readonly days: number;
  readonly valueDate: string;
  readonly firstPayDate: string;
  readonly lastPayDate: string;
  readonly tokens: readonly QuotedToken[];
}

/** One per cent a year, in parts per million. */
export const ONE_PERCENT_PPM = 10_000;

/**
 * Prices tokens with the arithmetic of the contracts: each token's discount rounded half up, then summed.
 * @throws Fault CONDITION_UNMET {condition: 'value-date'} when a payment date is not after the value date; AMOUNT_EXCEEDS when nothing
 *   would be left
 */
export function saleQuote(tokens: readonly Quotable[], price: Price, { currency, dayCount }: QuoteBasis): SaleQuote {
  const payDates = tokens.map(({ payDate }) => payDate).sort(compareDates);
  const [firstPayDate = price.valueDate, lastPayDate = firstPayDate] = [payDates[0], payDates.at(-1)];
  if (compareDates(price.valueDate, firstPayDate) >= 0) {
    throw new Fault('CONDITION_UNMET', {
      condition: 'value-date',
      valueDate: price.valueDate,
      earliest: price.valueDate,
      before: firstPayDate,
    });
  }
  const priced = quote(tokens, price, dayCount);
  const days = weightedDays(tokens, price.valueDate);
  return {
    currency,
    ...priced,
    feesMinor: price.feesMinor,
    costMinor: priced.discountMinor + price.feesMinor,
    ratePpm: price.ratePpm,
    dayCount,
    allIn: days < 1 ? null : allInRatePpm({ ...priced, days }),
    days,
    valueDate: price.valueDate,
    firstPayDate,
    lastPayDate,
    tokens: tokens.map((each) => quotedToken(each, price, dayCount)),
  };
}

function quotedToken({ token, payDate, ...range }: Quotable, { ratePpm, valueDate }: Price, dayCount: DayCount): QuotedToken {
  const [faceMinor, days] = [lengthOf(range), daysBetween(valueDate, payDate)];
  return { token, faceMinor, payDate, days, discountMinor: discountMinor({ faceMinor, ratePpm, days, dayCount }) };
}

/** Days from a value date to the payment dates, each token's weighing as much as its face, rounded half up; past ones count as none. */
export function weightedDays(tokens: readonly Priced[], valueDate: string): number {
  const faceMinor = sum(tokens.map(lengthOf));
  if (faceMinor === 0n) return 0;
  const weighed = sum(tokens.map((token) => lengthOf(token) * BigInt(Math.max(0, daysBetween(valueDate, token.payDate)))));
  return Number((2n * weighed + faceMinor) / (2n * faceMinor));
}

/** What each per cent a year of a bank's rate costs for these tokens: a figure that needs no offer. */
export function costOfOnePercentMinor(tokens: readonly Quotable[], valueDate: string, dayCount: DayCount): bigint {
  const costs = tokens.map(({ payDate, ...range }) =>
    discountMinor({
      faceMinor: lengthOf(range),
      ratePpm: ONE_PERCENT_PPM,
      days: Math.max(0, daysBetween(valueDate, payDate)),
      dayCount,
    }),
  );
  return sum(costs);
}
