import { reasonCode, TRANSACTIONS } from '@tierline/chaincode/api';
import { checkSteps, chosen, confirmSteps, requireWhole, returnSteps, UNDERTAKING, UNDERTAKING_DIGEST } from '../../app/confirming';
import { digestOfFile } from '../../app/documents';
import { pages } from '../../app/pages';
import { step } from '../../app/step';
import { typedAs } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { submit } from '../submitting';

const ALL = { '[receivables...]': 'their ids' };

/** Checks receivables. */
export const check: CommandSpec = {
  name: 'check',
  group: 'Receivables',
  does: "The core's maker has checked receivables against its own books.",
  arguments: ALL,
  options: [{ flags: '--all', does: 'all that wait for a check' }],
  examples: ['check SCH-0001-01 --as maker@CORE-01', 'check --all --as maker@CORE-01'],
  json: `{receivables: [id]} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const ids = context.input.ids('receivables', 'receivable');
    const desk = await context.desk(ids[0] ?? null);
    const receivables = await chosen(desk, ids, context.input.flag('all'), 'SUBMITTED');
    const lines = receivables.length === 0 ? ['No receivable waits for a check.'] : [];
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { receivables },
      lines,
      steps: checkSteps(desk.view.id, receivables),
    });
  },
};

/** Confirms title. */
export const confirm: CommandSpec = {
  name: 'confirm',
  group: 'Receivables',
  does:
    "The core's checker, another person than the one who checked, confirms title: the core owes irrevocably, and each receivable " +
    'becomes a token.',
  arguments: ALL,
  options: [
    { flags: '--all', does: 'all that wait for a confirmation' },
    { flags: '--undertaking <file>', does: 'the text of the promise; its digest is stored (default: the standard text, which is shown)' },
  ],
  examples: [
    'confirm SCH-0001-01 --as checker@CORE-01',
    'confirm --all --as checker@CORE-01',
    'confirm --all --key me.json --as checker@CORE-01',
  ],
  json: `{receivables: [id], undertakingDigest} and ${SUBMITTED_JSON}`,
  submits: true,
  signs: true,
  run: async (context) => {
    const ids = context.input.ids('receivables', 'receivable');
    const desk = await context.desk(ids[0] ?? null);
    const receivables = await chosen(desk, ids, context.input.flag('all'), 'CHECKED');
    const isUnsigned = !context.isDryRun && (await context.keys.signer('key')) === null;
    if (isUnsigned) await requireWhole(desk, pages(receivables), undefined);
    const file = context.input.file('undertaking');
    const undertakingDigest = file === null ? UNDERTAKING_DIGEST : await digestOfFile(file);
    const lines = receivables.length === 0 ? ['No receivable waits for a confirmation by you.'] : [`Undertaking: ${file ?? UNDERTAKING}`];
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { receivables, undertakingDigest },
      lines,
      steps: confirmSteps(desk.view.id, receivables, undertakingDigest),
    });
  },
};

/** Sends receivables back. */
export const returnCommand: CommandSpec = {
  name: 'return',
  group: 'Receivables',
  does: 'The core sends receivables back to their creditor with a reason.',
  arguments: { '<receivables...>': 'their ids' },
  options: [{ flags: '--reason <code>', does: 'a code of A-Z, 0-9, _ and -, as WRONG-AMOUNT' }],
  examples: ['return SCH-0001-01 --reason WRONG-AMOUNT --as maker@CORE-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const receivables = [...context.input.ids('receivables', 'receivable')];
    const reason = typedAs(reasonCode, '--reason', context.input.needed('reason'));
    const desk = await context.desk(receivables[0]);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: returnSteps(desk.view.id, receivables, reason),
    });
  },
};

function standingCommand(name: 'overdue' | 'cure', does: string): CommandSpec {
  const spec = name === 'overdue' ? TRANSACTIONS.receivable.recordOverdue : TRANSACTIONS.receivable.recordCure;
  return {
    name,
    group: 'Settlement',
    does,
    arguments: { '<receivable>': 'its id' },
    examples: [`${name} SCH-0001-01 --as maker@BANK-A-01`],
    json: SUBMITTED_JSON,
    submits: true,
    run: async (context) => {
      const receivable = context.input.oneId('receivable', 'receivable');
      const desk = await context.desk(receivable);
      return submit(context, {
        session: desk.session,
        view: desk.view,
        lines: [],
        steps: [step(spec, { program: desk.view.id, receivable })],
      });
    },
  };
}

/** Records a missing payment. */
export const overdue = standingCommand(
  'overdue',
  'Records that a payment is overdue; after the grace days it is a default and the core may confirm nothing new. Anyone may.',
);

/** Records that a missing payment came. */
export const cure = standingCommand('cure', 'Records that an overdue receivable was paid in full after all. Anyone may.');
