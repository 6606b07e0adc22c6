import { DEAL_MOVES, FAULTS, id, listOf, type FaultCode } from '@tierline/chaincode/api';
import { z } from 'zod';
import { recourseOf, releaseOf } from '../../app/deals';
import { endableDealsOf, ENDINGS } from '../../app/endings';
import { latePaymentsOf } from '../../app/late';
import { pageOfRows } from '../../app/rowPages';
import { among, amount, ids, named, next, pageIn, pageQuery, when } from '../answers';
import { done, doneWith, dryRunQuery } from '../done';
import { question, write } from '../operation';
import { deskOf } from '../service';

/** Deals of one release. */
const MAX_RELEASED = 50;

const params = z.strictObject({ program: ids.program });
const problems: readonly FaultCode[] = (Object.keys(FAULTS) as FaultCode[]).filter((code) => FAULTS[code].http !== 400);
const command = { params, query: dryRunQuery, group: 'financing', problems } as const;

const latePayment = z
  .strictObject({
    receivable: ids.receivable,
    creditor: ids.company,
    debtor: ids.company,
    payDate: when.date,
    outstandingMinor: amount,
    noted: z.enum(['NOTHING', 'OVERDUE', 'DEFAULT']).meta({ description: 'What the ledger has noted of it.' }),
    next: z.enum(['overdue', 'cure']).nullable().meta({ description: 'What anybody may note now.' }),
  })
  .meta({ id: 'LatePayment' });

const endableDeal = z
  .strictObject({
    ask: ids.ask,
    seller: ids.company,
    bank: ids.company,
    faceMinor: amount,
    state: among(Object.keys(DEAL_MOVES)),
    abandonedBy: ids.company.nullable().meta({ description: 'The company that wants to give the payment up.' }),
    endings: z.array(z.enum(ENDINGS)).meta({
      description:
        'FAIL: not paid in time; ABANDON: a payment in progress is given up; RECOURSE: unpaid tokens go back; WRITE_OFF, RELEASE: the ' +
        "bank's limit is given back.",
    }),
  })
  .meta({ id: 'EndableDeal' });

/** What is done when money does not come, and when a deal is over. */
export const endingOperations = [
  question({
    id: 'latePayments',
    path: '/programs/{program}/late-payments',
    group: 'settlement',
    summary: 'Payments that did not come in time, what the ledger has noted of each, and how the cores stand.',
    params,
    answer: z.strictObject({
      payments: z.array(latePayment),
      standings: z.array(z.strictObject({ core: ids.company, standing: z.enum(['GOOD', 'WATCH', 'STOPPED']) })),
    }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => latePaymentsOf(await deskOf(call)),
  }),

  question({
    id: 'endableDeals',
    path: '/programs/{program}/endable-deals',
    group: 'financing',
    summary: "Deals that the caller's company can end, each with the ways in which it can.",
    params,
    query: pageQuery,
    answer: z.strictObject({ rows: z.array(endableDeal), next }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => named('rows', pageOfRows(await endableDealsOf(await deskOf(call)), { id: ({ ask }) => ask }, pageIn(call.query))),
  }),

  write({
    ...command,
    id: 'release',
    path: '/programs/{program}/commands/release',
    summary: 'The bank gives its limit back for deals that failed, were repaid or taken back, or that it writes off.',
    body: z.strictObject({
      asks: listOf(id, MAX_RELEASED),
      writeOff: z.boolean().default(false).meta({ description: 'Gives up claims in default.' }),
    }),
    answer: doneWith({ asks: z.array(ids.ask) }),
    run: async (call) => {
      const { asks, writeOff } = call.body;
      return done(call, [await releaseOf(await deskOf(call), asks, writeOff)], { asks });
    },
  }),

  write({
    ...command,
    id: 'recourse',
    path: '/programs/{program}/commands/recourse',
    summary: 'The bank gives unpaid tokens that it bought with recourse back to their seller.',
    body: z.strictObject({ ask: id }),
    answer: doneWith({ tokens: z.array(ids.token) }),
    run: async (call) => {
      const { step, tokens } = await recourseOf(await deskOf(call), call.body.ask);
      return done(call, [step], { tokens: [...tokens] });
    },
  }),
];
