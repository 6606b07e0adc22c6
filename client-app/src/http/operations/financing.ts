import { DAY_COUNTS, Fault, id, OFFER_MOVES, type OfferStatus } from '@tierline/chaincode/api';
import { z } from 'zod';
import { askOf, offersFor, type OfferStanding } from '../../app/offers';
import { pageOfRows } from '../../app/rowPages';
import { viewerOf } from '../../app/visible';
import { amount, ids, mspId, named, next, pageIn, pageQuery, when, whole, words } from '../answers';
import { question } from '../operation';
import { deskOf } from '../service';

const OFFER_STATES = Object.keys(OFFER_MOVES) as [OfferStatus, ...OfferStatus[]];
const STANDINGS = ['OPEN', 'WON', 'WITHDRAWN', 'EXPIRED', 'LOST'] as const satisfies readonly OfferStanding[];

const offer = z
  .strictObject({
    kind: z.literal('OFFER'),
    schemaVersion: z.literal(1),
    id,
    program: ids.program,
    ask: ids.ask,
    bank: ids.company,
    bankMsp: mspId,
    ratePpm: whole,
    dayCount: z.enum(DAY_COUNTS),
    feesMinor: amount,
    valueDate: when.date,
    faceMinor: amount,
    discountMinor: amount,
    proceedsMinor: amount,
    validUntil: when.instant,
    tenorNote: words.nullable(),
    relatedNote: words.nullable(),
    status: z.enum(OFFER_STATES),
  })
  .meta({ id: 'Offer' });

const offerRow = z
  .strictObject({
    offer,
    standing: z.enum(STANDINGS),
    allIn: z
      .strictObject({ act360: z.int(), act365: z.int() })
      .nullable()
      .meta({ description: 'What the seller pays a year, all fees included, parts per million; null when no rate can be told.' }),
    days: whole,
    isCheapest: z.boolean(),
  })
  .meta({ id: 'OfferRow' });

/** Prices, to those who may see them. */
export const financingOperations = [
  question({
    id: 'offers',
    path: '/programs/{program}/asks/{ask}/offers',
    group: 'financing',
    summary: 'The offers for an ask that the caller may see: most net cash in hand first.',
    params: z.strictObject({ program: ids.program, ask: id }),
    query: pageQuery,
    answer: z.strictObject({ offers: z.array(offerRow), next }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const desk = await deskOf(call);
      const { ask } = call.params;
      const { company } = await viewerOf(desk.session);
      if (company !== null && (await askOf(desk, ask)).seller !== company) throw new Fault('NOT_FOUND', { kind: 'ask', id: ask });
      const rows = (await offersFor(desk, ask)).map((row, place) => ({ row, place }));
      const { items, next: following } = pageOfRows(rows, { id: ({ row }) => row.offer.id, by: ({ place }) => place }, pageIn(call.query));
      return named('offers', { items: items.map(({ row }) => row), next: following });
    },
  }),
];
