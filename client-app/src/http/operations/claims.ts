import {
  amountMinor,
  date,
  digest,
  FAULTS,
  id,
  reasonCode,
  receivableIdText,
  text,
  TRANSACTIONS,
  type FaultCode,
} from '@tierline/chaincode/api';
import { z } from 'zod';
import { claimStated, submissionOf, type StatedClaim } from '../../app/claims';
import { companyNamed } from '../../app/desk';
import { planReduction, reductionsOf } from '../../app/reducing';
import { pageOfRows } from '../../app/rowPages';
import { step } from '../../app/step';
import { amount, ids, named, next, pageIn, pageQuery, words } from '../answers';
import { done, doneWith, dryRunQuery } from '../done';
import { question, write } from '../operation';
import { deskOf } from '../service';

const MAX_NUMBER = 100;

/** What a command may be refused for, beyond what every operation may. */
const problems: readonly FaultCode[] = (Object.keys(FAULTS) as FaultCode[]).filter((code) => FAULTS[code].http !== 400);
const command = { params: z.strictObject({ program: ids.program }), query: dryRunQuery, group: 'receivables', problems } as const;

const stated = z.strictObject({
  invoice: z
    .strictObject({ number: text(MAX_NUMBER), issueDate: date, amountMinor })
    .meta({ description: 'The invoice; the document itself stays outside.' }),
  documentDigest: digest.optional().meta({ description: 'SHA-256 of the document, hex; of what is known of it by default.' }),
  faceMinor: amountMinor.optional().meta({ description: 'What of it is claimed; all by default.' }),
  deliveryDate: date.optional().meta({ description: "The invoice's date by default." }),
  dueDate: date.optional().meta({ description: "The program's usual terms after the invoice's date by default." }),
});

function statedIn({ invoice, documentDigest, faceMinor, deliveryDate, dueDate }: z.output<typeof stated>): StatedClaim {
  return {
    ...invoice,
    faceMinor: faceMinor ?? null,
    deliveryDate: deliveryDate ?? null,
    dueDate: dueDate ?? null,
    digest: documentDigest ?? null,
  };
}

const reduction = z
  .strictObject({
    reduction: id,
    receivable: ids.receivable,
    creditor: ids.company,
    debtor: ids.company,
    what: z.enum(['REDUCE', 'CANCEL']),
    amountMinor: amount.meta({ description: 'What is taken out of the face.' }),
    reason: words,
    evidenceDigest: words,
    proposedBy: ids.company,
    status: z.enum(['PROPOSED', 'AGREED']),
    isOursToAgree: z.boolean().meta({ description: "Whether the caller's company is the side that has not proposed." }),
  })
  .meta({ id: 'Reduction' });

/** One invoice at a time: submitted, changed after it was sent back, and reduced by what both sides agree on. */
export const claimOperations = [
  write({
    ...command,
    id: 'submit',
    path: '/programs/{program}/commands/submit',
    summary: 'Submits one invoice to its debtor as a receivable: as its creditor, or as the core in the name of a creditor.',
    body: stated.extend({
      creditor: id.optional().meta({ description: "The caller's company by default." }),
      debtor: id.optional().meta({ description: "The program's core by default." }),
    }),
    answer: doneWith({ receivable: ids.receivable }),
    run: async (call) => {
      const desk = await deskOf(call);
      const { creditor = null, debtor = null, ...claim } = call.body;
      for (const company of [creditor, debtor]) if (company !== null) await companyNamed(desk.session, company);
      const whose = { id: null, creditor, debtor };
      const planned = submissionOf(desk, whose, [claimStated(desk.view, statedIn(claim))], call.requestId);
      return done(call, [planned.step], { receivable: planned.receivables[0] ?? '' });
    },
  }),

  write({
    ...command,
    id: 'revise',
    path: '/programs/{program}/commands/revise',
    summary: 'Changes a receivable that was sent back: it is a draft again, and is given to the core by `resubmit`.',
    body: stated.extend({ receivable: receivableIdText }),
    answer: doneWith({ receivable: ids.receivable }),
    run: async (call) => {
      const desk = await deskOf(call);
      const { receivable, ...claim } = call.body;
      const order = { program: desk.view.id, receivable, claim: claimStated(desk.view, statedIn(claim)) };
      return done(call, [step(TRANSACTIONS.receivable.revise, order)], { receivable });
    },
  }),

  question({
    id: 'reductions',
    path: '/programs/{program}/reductions',
    group: 'receivables',
    summary: 'Credit notes on confirmed receivables that debtor and first creditor agree on: those that wait first.',
    params: z.strictObject({ program: ids.program }),
    query: pageQuery,
    answer: z.strictObject({ rows: z.array(reduction), next }),
    decidedBy: 'BLOCKS',
    run: async (call) => {
      const rows = (await reductionsOf(await deskOf(call))).map((row, place) => ({ row, place }));
      const { items, next: following } = pageOfRows(rows, { id: ({ row }) => row.reduction, by: ({ place }) => place }, pageIn(call.query));
      return named('rows', { items: items.map(({ row }) => row), next: following });
    },
  }),

  write({
    ...command,
    id: 'reduce',
    path: '/programs/{program}/commands/reduce',
    summary:
      'Proposes to take the amount of a credit note out of a confirmed receivable, or to cancel all of it: by a checker of the debtor or ' +
      'of the first creditor; the other one agrees. A token is cut where it must be, by its owner alone.',
    body: z.strictObject({
      receivable: receivableIdText,
      amountMinor: amountMinor.optional().meta({ description: 'All of it by default: the receivable is cancelled.' }),
      reason: reasonCode,
      evidenceDigest: digest.optional().meta({ description: 'SHA-256 of the credit note, hex.' }),
    }),
    answer: doneWith({ reduction: id, tokens: z.array(ids.token) }),
    run: async (call) => {
      const { receivable, amountMinor: taken = null, reason, evidenceDigest = null } = call.body;
      const wanted = { receivable, amountMinor: taken, reason, evidenceDigest, requestId: call.requestId };
      const { steps, reduction: planned, tokens } = await planReduction(await deskOf(call), wanted);
      return done(call, steps, { reduction: planned, tokens: [...tokens] });
    },
  }),
];
