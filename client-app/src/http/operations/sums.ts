import { id, RECEIVABLE_MOVES, type ReceivableStatus } from '@tierline/chaincode/api';
import { z } from 'zod';
import { companyNamed } from '../../app/desk';
import { pageOfRows } from '../../app/rowPages';
import { statementOf } from '../../app/statement';
import { viewerOf } from '../../app/visible';
import { AGES } from '../../ports/queries';
import { among, amount, ids, mspId, named, next, pageFields, pageIn, pageQuery, when, whole, words } from '../answers';
import { question } from '../operation';
import { deskOf } from '../service';

const RECEIVABLE_STATES = Object.keys(RECEIVABLE_MOVES) as [ReceivableStatus, ...ReceivableStatus[]];
const sum = { count: whole, amountMinor: amount };
const sums = z.strictObject(sum).meta({ id: 'Sum' });
const params = z.strictObject({ program: ids.program });

const share = z.strictObject({
  entitledMinor: amount,
  paidMinor: amount,
  restMinor: amount,
  interestEntitledMinor: amount,
  interestPaidMinor: amount,
  interestRestMinor: amount,
});

const held = {
  heldMinor: amount,
  entitledMinor: amount,
  paidMinor: amount,
  waitingMinor: amount,
  restMinor: amount,
  interestMinor: amount,
};

/** A holder's statement. */
export const statement = z
  .strictObject({
    company: ids.company,
    lines: z.array(
      z
        .strictObject({
          receivable: ids.receivable,
          debtor: ids.company,
          status: z.enum(RECEIVABLE_STATES),
          payDate: when.date,
          ...held,
        })
        .meta({ id: 'StatementLine' }),
    ),
    instalments: z.array(
      z
        .strictObject({
          receivable: ids.receivable,
          bankReference: words,
          on: when.date,
          block: whole,
          receivedMinor: amount,
          beforeMinor: amount,
          afterMinor: amount,
          interestBeforeMinor: amount,
          interestAfterMinor: amount,
          ...share.shape,
        })
        .meta({ id: 'InstalmentLine' }),
    ),
    instalmentTotal: share,
    total: z.strictObject(held),
  })
  .meta({ id: 'Statement' });

const exposureLine = z
  .strictObject({
    scope: words,
    bank: ids.company,
    core: ids.company,
    hostMsp: mspId,
    currency: words,
    ceilingMinor: amount,
    usedMinor: amount,
    reservedMinor: amount,
    availableMinor: amount,
    expiresOn: when.date,
    heldMinor: amount,
  })
  .meta({ id: 'ExposureLine' });

const portfolioLine = z
  .strictObject({ debtor: ids.company, payDate: when.date, lockedMinor: amount, ...sum })
  .meta({ id: 'PortfolioLine' });

const dashboard = z
  .strictObject({
    program: ids.program,
    currency: words,
    receivables: z.array(z.strictObject({ status: among(RECEIVABLE_STATES), ...sum })),
    tokens: z.array(z.strictObject({ tier: whole, ...sum })),
    outstandingMinor: amount,
    overdue: sums,
    dueIn30Days: sums,
    openAsks: sums,
    sold: sums,
    mode: z.enum(['REAL', 'DEMO']),
    businessDate: when.date,
  })
  .meta({ id: 'Dashboard' });

/** Sums, limits and statements. */
export const sumOperations = [
  question({
    id: 'dashboard',
    path: '/programs/{program}/dashboard',
    group: 'sums',
    summary: 'What a program comes to, as far as the caller may see it.',
    params,
    answer: dashboard,
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const { session, view } = await deskOf(call);
      const told = await call.app.queries.dashboard(await viewerOf(session), view.id, view.time.today);
      return { ...told, mode: view.head.mode, businessDate: view.time.today };
    },
  }),

  question({
    id: 'ageing',
    path: '/programs/{program}/ageing',
    group: 'sums',
    summary: 'Outstanding principal by debtor and age.',
    params,
    query: pageQuery,
    answer: z.strictObject({
      lines: z.array(z.strictObject({ debtor: ids.company, age: z.enum(AGES), ...sum }).meta({ id: 'AgeingLine' })),
      next,
    }),
    decidedBy: 'BLOCKS_AND_TIME',
    run: async (call) => {
      const { session, view } = await deskOf(call);
      const lines = await call.app.queries.ageing(await viewerOf(session), view.id, view.time.today);
      const order = { id: ({ debtor, age }: (typeof lines)[number]) => `${debtor} ${AGES.indexOf(age)}` };
      return named('lines', pageOfRows(lines, order, pageIn(call.query)));
    },
  }),

  question({
    id: 'portfolio',
    path: '/programs/{program}/portfolio',
    group: 'sums',
    summary: 'What a company owns and is still owed, by debtor and payment date.',
    params,
    query: z.strictObject({ ...pageFields, company: id.optional().meta({ description: "The caller's own by default." }) }),
    answer: z.strictObject({ lines: z.array(portfolioLine), next }),
    decidedBy: 'BLOCKS',
    run: async (call) => {
      const { session, view, company } = await deskOf(call);
      const lines = await call.app.queries.portfolio(await viewerOf(session), view.id, call.query.company ?? company.id);
      return named('lines', pageOfRows(lines, { id: ({ debtor, payDate }) => `${debtor} ${payDate}` }, pageIn(call.query)));
    },
  }),

  question({
    id: 'statement',
    path: '/programs/{program}/statement',
    group: 'sums',
    summary:
      "A holder's account, receivable by receivable and instalment by instalment; another one's only to the regulator and the settlement bank.",
    params,
    query: z.strictObject({ company: id.optional().meta({ description: "The caller's own by default." }) }),
    answer: statement,
    decidedBy: 'BLOCKS',
    run: async (call) => {
      const desk = await deskOf(call);
      const { company } = call.query;
      return statementOf(desk, company === undefined ? desk.company.id : (await companyNamed(desk.session, company)).id);
    },
  }),

  question({
    id: 'exposure',
    path: '/exposure',
    group: 'financing',
    summary: "Banks' limits on cores, and what of them is taken, as far as the caller may see them.",
    query: pageQuery,
    answer: z.strictObject({ lines: z.array(exposureLine), next }),
    decidedBy: 'BLOCKS',
    run: async ({ app, session, query }) => {
      const lines = await app.queries.exposure(await viewerOf(session));
      const order = { id: ({ scope, core, currency }: (typeof lines)[number]) => `${scope} ${core} ${currency}` };
      return named('lines', pageOfRows(lines, order, pageIn(query)));
    },
  }),
];
