import { DOCUMENT_TYPES, receivableIdText, RECEIVABLE_MOVES, type ReceivableStatus, type TokenStatus } from '@tierline/chaincode/api';
import { z } from 'zod';
import { traceOf, type TraceNode } from '../../app/trace';
import type { StepKind } from '../../app/traceSteps';
import { viewerOf } from '../../app/visible';
import { among, amount, given, ids, pageFields, pageIn, pageOf, when, whole, words } from '../answers';
import { receivableFilters } from '../filters';
import { question } from '../operation';
import { deskOf } from '../service';

const RECEIVABLE_STATES = Object.keys(RECEIVABLE_MOVES) as [ReceivableStatus, ...ReceivableStatus[]];
const TOKEN_STATES = ['ACTIVE', 'LOCKED', 'REDEEMED', 'CANCELLED'] as const satisfies readonly TokenStatus[];
const STEPS = [
  'CONFIRMED',
  'CUT',
  'JOINED',
  'OFFERED',
  'ACCEPTED',
  'ASKED',
  'SOLD',
  'FREED',
  'PAID_OUT',
  'RECOURSED',
  'CANCELLED',
] as const satisfies readonly StepKind[];

/** A receivable in a list. */
export const receivableItem = z
  .strictObject({
    receivable: ids.receivable,
    program: ids.program,
    creditor: ids.company,
    debtor: ids.company,
    document: words.meta({ description: 'Number of its first document.' }),
    faceMinor: amount,
    outstandingMinor: amount,
    receivedMinor: amount,
    paidMinor: amount,
    deliveryDate: when.date,
    dueDate: when.date,
    payDate: when.date.nullable(),
    status: among(RECEIVABLE_STATES),
    incomplete: z.boolean().meta({ description: 'A newer form of its record has not arrived here.' }),
  })
  .meta({ id: 'Receivable' });

/** A trade document as the program knows it. */
export const tradeDocument = z
  .strictObject({
    type: z.enum(DOCUMENT_TYPES),
    number: words,
    issueDate: when.date,
    amountMinor: amount,
    digest: words,
    fingerprint: words,
  })
  .meta({ id: 'TradeDocument' });

const step = z
  .strictObject({
    what: z.enum(STEPS),
    on: when.date,
    block: whole,
    transactionId: words,
    ref: words.nullable(),
    from: words.nullable(),
    to: words.nullable(),
    principalMinor: amount,
    interestMinor: amount,
  })
  .meta({ id: 'TraceStep' });

const lock = z.strictObject({ kind: z.enum(['TRANSFER', 'ASK']), ref: words, until: when.instant });

const node = z
  .strictObject({
    token: ids.token,
    amountMinor: amount,
    tier: whole.nullable(),
    owner: ids.company.nullable(),
    state: z.enum([...TOKEN_STATES, 'CUT', 'JOINED']),
    lock: lock.nullable(),
    joinedInto: ids.token.nullable(),
    block: whole,
    steps: z.array(step),
    get children(): z.ZodArray<z.ZodType<TraceNode>> {
      return z.array(node as unknown as z.ZodType<TraceNode>);
    },
  })
  .meta({ id: 'TraceNode' });

/** The life of a receivable. */
export const trace = z
  .strictObject({
    receivable: ids.receivable,
    creditor: ids.company,
    debtor: ids.company,
    status: z.enum(RECEIVABLE_STATES),
    faceMinor: amount,
    receivedMinor: amount,
    deliveryDate: when.date,
    dueDate: when.date,
    payDate: when.date.nullable(),
    documents: z.array(tradeDocument),
    tokens: z.array(node),
  })
  .meta({ id: 'Trace' });

/** Receivables: lists and trees. */
export const receivableOperations = [
  question({
    id: 'receivables',
    path: '/programs/{program}/receivables',
    group: 'receivables',
    summary: 'Receivables that the caller may see, by state, company, date, amount and lateness.',
    params: z.strictObject({ program: ids.program }),
    query: z.strictObject({ ...pageFields, ...receivableFilters }),
    answer: pageOf(receivableItem),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const { after, limit, overdue, ...filter } = call.query;
      const { session, view } = await deskOf(call);
      const late = overdue === true ? { overdueOn: view.time.today } : {};
      const page = pageIn({ after, limit });
      return call.app.queries.receivables(await viewerOf(session), view.id, { ...given(filter), ...late }, page);
    },
  }),

  question({
    id: 'receivableTree',
    path: '/programs/{program}/receivables/{receivable}/tree',
    group: 'receivables',
    summary: 'The whole life of a receivable: every cut, transfer, sale and payout, as far as the caller may see it.',
    params: z.strictObject({ program: ids.program, receivable: receivableIdText }),
    answer: trace,
    decidedBy: 'BLOCKS',
    run: async (call) => traceOf(await deskOf(call), call.params.receivable),
  }),
];
