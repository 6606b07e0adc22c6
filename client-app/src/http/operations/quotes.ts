import { amountMinor, amountOrZeroMinor, DAY_COUNTS, Fault, tokenIdText } from '@tierline/chaincode/api';
import { z } from 'zod';
import { cashOf } from '../../app/cash';
import { askOf, type OfferStanding } from '../../app/offers';
import { NO_QUOTE, quotedOffers, worthOfAmount, worthOfTokens, type WantedTerms } from '../../app/worth';
import { viewerOf } from '../../app/visible';
import { amount, ids, orNull, wholeText, when, whole, words } from '../answers';
import { question } from '../operation';
import { deskOf } from '../service';

const STANDINGS = ['OPEN', 'WON', 'WITHDRAWN', 'EXPIRED', 'LOST'] as const satisfies readonly OfferStanding[];
const MAX_PPM = 999_999;

/** What a sale brings and costs. */
export const saleQuote = z
  .strictObject({
    currency: words,
    faceMinor: amount,
    discountMinor: amount,
    feesMinor: amount,
    costMinor: amount.meta({ description: 'Discount and fees.' }),
    proceedsMinor: amount.meta({ description: 'Net cash in hand.' }),
    ratePpm: whole.meta({ description: "The bank's annual rate, parts per million." }),
    dayCount: z.enum(DAY_COUNTS),
    allIn: z
      .strictObject({ act360: z.int(), act365: z.int() })
      .nullable()
      .meta({ description: 'All costs as an annual rate on the money received, parts per million, on both bases.' }),
    days: whole.meta({ description: 'From the value date to the payment dates, weighted by face.' }),
    valueDate: when.date,
    firstPayDate: when.date,
    lastPayDate: when.date,
    tokens: z.array(z.strictObject({ token: ids.token, faceMinor: amount, payDate: when.date, days: whole, discountMinor: amount })),
  })
  .meta({ id: 'SaleQuote' });

/** An offer with all that it comes to. */
export const quotedOffer = z
  .strictObject({
    ask: ids.ask,
    offer: ids.ask,
    bank: ids.company,
    standing: z.enum(STANDINGS),
    isCheapest: z.boolean(),
    validUntil: when.instant,
    recourse: z.boolean(),
    quote: saleQuote,
  })
  .meta({ id: 'QuotedOffer' });

const indication = z
  .strictObject({
    // A nullable reference would be documented as one that is never null.
    quote: orNull(saleQuote),
    reason: z.enum(NO_QUOTE).nullable().meta({ description: 'Why there is no quote.' }),
    basis: z
      .strictObject({
        kind: z.enum(['TERMS', 'OFFER']),
        offer: ids.ask.nullable(),
        bank: ids.company.nullable(),
        on: when.date.nullable(),
      })
      .nullable()
      .meta({ description: 'TERMS: as named in the request. OFFER: the price that a bank last offered the same seller.' }),
    onePercentMinor: amount.meta({ description: 'What each per cent a year costs.' }),
  })
  .meta({ id: 'Indication' });

const worth = z
  .strictObject({ faceMinor: amount, tokens: z.array(ids.token), offers: z.array(quotedOffer), indication })
  .meta({ id: 'Worth' });

const cash = z
  .strictObject({
    currency: words,
    minimumMinor: amount,
    saleableMinor: amount,
    saleableCount: whole,
    tokens: z.array(z.strictObject({ token: ids.token, debtor: ids.company, amountMinor: amount, dueDate: when.date, payDate: when.date })),
    indication,
    account: words.nullable().meta({ description: 'The account of the last sale; null before the first.' }),
    recourseAllowed: z.boolean(),
    asks: z.array(
      z.strictObject({
        ask: ids.ask,
        status: z.enum(['OPEN', 'CLOSED', 'ACCEPTED', 'CANCELLED', 'EXPIRED']),
        faceMinor: amount,
        recourse: z.boolean(),
        deadline: when.instant,
        offers: z.array(quotedOffer),
      }),
    ),
  })
  .meta({ id: 'Cash' });

const termsFields = {
  ratePpm: wholeText(0, MAX_PPM).optional().meta({ description: 'An annual rate to count with, parts per million.' }),
  feesMinor: amountOrZeroMinor.optional().meta({ description: 'Fees to count with, minor units.' }),
  valueDate: when.date.optional().meta({ description: 'The next working day by default.' }),
};

interface TermsIn {
  readonly ratePpm?: number | undefined;
  readonly feesMinor?: bigint | undefined;
  readonly valueDate?: string | undefined;
}

const termsOf = ({ ratePpm, feesMinor, valueDate }: TermsIn): WantedTerms => ({
  ratePpm: ratePpm ?? null,
  feesMinor: feesMinor ?? null,
  valueDate: valueDate ?? null,
});

const program = z.strictObject({ program: ids.program });

/** What tokens are worth today, before anybody consents. */
export const quoteOperations = [
  question({
    id: 'tokenWorth',
    path: '/programs/{program}/tokens/{token}/worth',
    group: 'financing',
    summary: 'What a token is worth today: by every offer for it, and as an indication on the named terms or on the last known price.',
    params: z.strictObject({ program: ids.program, token: tokenIdText }),
    query: z.strictObject(termsFields),
    answer: worth,
    decidedBy: 'BLOCKS_AND_TIME',
    problems: ['CONDITION_UNMET', 'AMOUNT_EXCEEDS', 'POLICY_REFUSED'],
    run: async (call) => worthOfTokens(await deskOf(call), [call.params.token], termsOf(call.query)),
  }),

  question({
    id: 'amountWorth',
    path: '/programs/{program}/worth',
    group: 'financing',
    summary: "What an amount of the caller's tokens, earliest due first, is worth today.",
    params: program,
    query: z.strictObject({ amountMinor, ...termsFields }),
    answer: worth,
    decidedBy: 'BLOCKS_AND_TIME',
    problems: ['CONDITION_UNMET', 'AMOUNT_EXCEEDS', 'POLICY_REFUSED'],
    run: async (call) => worthOfAmount(await deskOf(call), call.query.amountMinor, termsOf(call.query)),
  }),

  question({
    id: 'cash',
    path: '/programs/{program}/cash',
    group: 'financing',
    summary:
      'All that somebody needs who wants cash: what could be sold, what it would bring, the account, and what was asked for already.',
    params: program,
    answer: cash,
    decidedBy: 'BLOCKS_AND_TIME',
    problems: ['CONDITION_UNMET', 'AMOUNT_EXCEEDS', 'POLICY_REFUSED'],
    run: async (call) => cashOf(await deskOf(call)),
  }),

  question({
    id: 'quotes',
    path: '/programs/{program}/asks/{ask}/quotes',
    group: 'financing',
    summary: 'The offers for an ask that the caller may see, each with face, discount, fees, net cash, days and the rate of all costs.',
    params: z.strictObject({ program: ids.program, ask: ids.ask }),
    answer: z.strictObject({ quotes: z.array(quotedOffer) }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const desk = await deskOf(call);
      const { company } = await viewerOf(desk.session);
      const { ask } = call.params;
      if (company !== null && (await askOf(desk, ask)).seller !== company) throw new Fault('NOT_FOUND', { kind: 'ask', id: ask });
      return { quotes: await quotedOffers(desk, ask) };
    },
  }),
];
