import { receivableIdText, TRANSACTIONS } from '@tierline/chaincode/api';
import { documentWith } from '../../app/documents';
import type { Desk } from '../../app/desk';
import { step } from '../../app/step';
import { typedAmount, typedAs } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec, type OptionSpec } from '../command';
import type { Input } from '../input';
import { submit } from '../submitting';
import { money } from '../text';

const NOTE: readonly OptionSpec[] = [
  { flags: '--number <number>', does: "the credit note's number, as printed" },
  { flags: '--issued <date>', does: 'its date' },
  { flags: '--creditor <company>', does: 'who gives the credit (default: your company)' },
  { flags: '--debtor <company>', does: 'to whom (default: the core of the program)' },
];

function noteIn(input: Input, { company, view }: Desk) {
  return {
    program: view.id,
    creditor: input.id('creditor') ?? company.id,
    debtor: input.id('debtor') ?? view.program.core,
    number: input.needed('number'),
    issueDate: input.neededDate('issued'),
  };
}

/** Records a credit note that nets nothing yet. */
export const openCredit: CommandSpec = {
  name: 'credit open',
  group: 'Receivables',
  does: 'Records a credit note, or the rest of one, that no receivable could net: as much of the creditor is kept from finance.',
  options: [
    ...NOTE,
    { flags: '--amount <amount>', does: 'what of it is open, as 500.00' },
    { flags: '--netted-in <receivable>', does: 'the receivable that the rest of it netted' },
    { flags: '--document <file>', does: 'the credit note itself: its digest is stored' },
  ],
  examples: ['credit open --number CN-4 --issued 2026-02-27 --amount 500.00 --as maker@SUP-01'],
  json: `{creditor, debtor, amountMinor} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const desk = await context.desk(input.text('netted-in'));
    const { currency } = desk.view.program;
    const note = noteIn(input, desk);
    const amountMinor = typedAmount('--amount', input.needed('amount'), currency);
    const { digest } = await documentWith(
      { type: 'CREDIT-NOTE', number: note.number, issueDate: note.issueDate, amountMinor },
      input.file('document'),
    );
    const netted = input.text('netted-in');
    const nettedIn = netted === null ? {} : { nettedIn: typedAs(receivableIdText, '--netted-in', netted) };
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { creditor: note.creditor, debtor: note.debtor, amountMinor },
      lines: [`${money(amountMinor, currency)} of ${note.creditor} are kept from finance.`],
      steps: [step(TRANSACTIONS.receivable.openCredit, { ...note, amountMinor, digest, ...nettedIn })],
    });
  },
};

/** Closes an open credit note. */
export const closeCredit: CommandSpec = {
  name: 'credit close',
  group: 'Receivables',
  does: "The core's checker closes an open credit note: it was settled otherwise, or a later receivable will net it.",
  options: NOTE,
  examples: ['credit close --number CN-4 --issued 2026-02-27 --creditor SUP-01 --as checker@CORE-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const desk = await context.desk();
    return submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: [step(TRANSACTIONS.receivable.closeCredit, noteIn(context.input, desk))],
    });
  },
};
