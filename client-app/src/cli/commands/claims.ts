import { formatAmount, scheduleId, sum, TRANSACTIONS, type Receivable } from '@tierline/chaincode/api';
import { claimOf, planSubmission, submissionIn, type DescribedClaim, type DescribedSubmission, type NewClaim } from '../../app/claims';
import { receivableOf } from '../../app/receivables';
import { step } from '../../app/step';
import { readJson } from '../../app/textFile';
import { typedAs } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec, type OptionSpec } from '../command';
import type { Input } from '../input';
import { submit } from '../submitting';
import { count, money } from '../text';

const CLAIM_OPTIONS: readonly OptionSpec[] = [
  { flags: '--invoice <number>', does: "the invoice's number, as printed" },
  { flags: '--issued <date>', does: "the invoice's date, YYYY-MM-DD" },
  { flags: '--amount <amount>', does: "the invoice's amount, as 12,500.00" },
  { flags: '--face <amount>', does: 'what of it is claimed (default: all of it)' },
  { flags: '--delivered <date>', does: "date of delivery (default: the invoice's date)" },
  { flags: '--due <date>', does: "due date (default: the program's usual terms after the invoice's date)" },
  { flags: '--document <file>', does: 'the document: its digest is stored, the file stays where it is' },
];

function described(input: Input): DescribedClaim {
  return {
    invoice: input.needed('invoice'),
    issued: input.needed('issued'),
    amount: input.needed('amount'),
    face: input.text('face'),
    delivered: input.text('delivered'),
    due: input.text('due'),
    document: input.file('document'),
  };
}

/** Submits receivables. */
export const submitCommand: CommandSpec = {
  name: 'submit',
  group: 'Receivables',
  does: 'Submits a receivable to the core, or the receivables of a JSON file: as the creditor, or as the core on his behalf.',
  options: [
    ...CLAIM_OPTIONS,
    { flags: '--creditor <company>', does: 'who is owed (default: your company)' },
    { flags: '--debtor <company>', does: 'who owes (default: the core of the program)' },
    { flags: '--id <schedule>', does: 'id of the schedule; a receivable is <schedule>-01 to -25 (default: a new one)' },
    {
      flags: '--file <file>',
      does:
        'JSON {id?, creditor?, debtor?, claims: [{invoice, issued, amount: "12,500.00", face?, delivered?, ' +
        'due?, document?}]}, up to 200',
    },
  ],
  examples: [
    'submit --invoice INV-7 --issued 2026-02-20 --amount 12,500.00 --due 2026-06-22 --as maker@SUP-01',
    'submit --file claims.json --as maker@SUP-01 --dry-run',
  ],
  json: `{receivables: [id], totalMinor} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const desk = await context.desk();
    const planned = await planSubmission(desk, await asked(input), context.requestId);
    const total = sum(planned.claims.map(({ faceMinor }) => faceMinor));
    return submit(context, {
      session: desk.session,
      view: desk.view,
      steps: [planned.step],
      json: { receivables: planned.receivables, totalMinor: total },
      lines: [`${count(planned.claims.length, 'receivable')}, ${money(total, desk.view.program.currency)}: ${shown(planned.receivables)}`],
    });
  },
};

async function asked(input: Input): Promise<DescribedSubmission> {
  const file = input.file('file');
  const found =
    file === null ? { claims: [described(input)], id: null, creditor: null, debtor: null } : submissionIn(file, await readJson(file));
  const id = input.text('id') ?? found.id;
  return {
    claims: found.claims.map((claim) => ({ ...claim, document: claim.document === null ? null : input.path(claim.document) })),
    id: id === null ? null : typedAs(scheduleId, '--id', id),
    creditor: input.id('creditor') ?? found.creditor,
    debtor: input.id('debtor') ?? found.debtor,
  };
}

function shown(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join(', ') : `${ids[0]} to ${ids.at(-1)}`;
}

/** Changes a returned receivable. */
export const revise: CommandSpec = {
  name: 'revise',
  group: 'Receivables',
  does: 'Changes a receivable that the core returned: it is a draft again, to be resubmitted. What is not given stays as it was.',
  arguments: { '<receivable>': 'its id' },
  options: CLAIM_OPTIONS,
  examples: ['revise SCH-0001-01 --amount 12,400.00 --as maker@SUP-01'],
  json: `{receivable} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const receivable = input.oneId('receivable', 'receivable');
    const desk = await context.desk(receivable);
    const { currency } = desk.view.program;
    const { receivable: before } = await receivableOf(desk.session.books, desk.view.id, receivable);
    const claim = withOthers(await claimOf(desk, revised(input, before, currency)), before, input);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { receivable },
      steps: [step(TRANSACTIONS.receivable.revise, { program: desk.view.id, receivable, claim })],
      lines: [`${receivable} is a draft of ${money(claim.faceMinor, currency)}: the core gets it with "tierline resubmit ${receivable}".`],
    });
  },
};

/** What was there before, and over it what is typed now. */
function revised(input: Input, { documents, faceMinor, deliveryDate, dueDate }: Receivable, currency: string): DescribedClaim {
  const invoice = documents.find(({ type }) => type === 'INVOICE');
  const face = input.text('amount') === null ? formatAmount(faceMinor, currency) : null;
  const or = (option: string, before: string): string => input.text(option) ?? before;
  return {
    invoice: or('invoice', invoice?.number ?? ''),
    issued: or('issued', invoice?.issueDate ?? ''),
    amount: or('amount', formatAmount(invoice?.amountMinor ?? 0n, currency)),
    face: input.text('face') ?? face,
    delivered: or('delivered', deliveryDate),
    due: or('due', dueDate),
    document: input.file('document'),
  };
}

/** Credit notes and other documents stay; a new amount without a face is claimed less the credit notes. */
function withOthers(claim: NewClaim, before: Receivable, input: Input): NewClaim {
  const invoice = before.documents.find(({ type }) => type === 'INVOICE');
  const others = before.documents.filter((document) => document !== invoice).map(({ fingerprint: _fingerprint, ...document }) => document);
  const credited = sum(others.filter(({ type }) => type === 'CREDIT-NOTE').map(({ amountMinor }) => amountMinor));
  const isWhole = input.text('amount') !== null && input.text('face') === null;
  return { ...claim, documents: [...claim.documents, ...others], faceMinor: isWhole ? claim.faceMinor - credited : claim.faceMinor };
}

/** Gives a draft to the core again. */
export const resubmit: CommandSpec = {
  name: 'resubmit',
  group: 'Receivables',
  does: 'Gives a draft to the core again.',
  arguments: { '<receivable>': 'its id' },
  examples: ['resubmit SCH-0001-01 --as maker@SUP-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const receivable = context.input.oneId('receivable', 'receivable');
    const desk = await context.desk(receivable);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: [step(TRANSACTIONS.receivable.resubmit, { program: desk.view.id, receivable })],
    });
  },
};

/** Takes receivables back. */
export const voidCommand: CommandSpec = {
  name: 'void',
  group: 'Receivables',
  does: 'Takes receivables back that are not confirmed yet: their documents are free for others.',
  arguments: { '<receivables...>': 'their ids' },
  examples: ['void SCH-0001-01 SCH-0001-02 --as maker@SUP-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const receivables = [...context.input.ids('receivables', 'receivable')];
    const desk = await context.desk(receivables[0]);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: [step(TRANSACTIONS.receivable.void, { program: desk.view.id, receivables }, receivables.length)],
    });
  },
};
