import { reference, TRANSACTIONS } from '@tierline/chaincode/api';
import { payoutOf, recourseOf, releaseOf } from '../../app/deals';
import { step } from '../../app/step';
import { typedAs } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { submit } from '../submitting';
import { money } from '../text';

const OF_ASK = { '<ask>': 'its id' };

/** Stores the registry's number. */
export const register: CommandSpec = {
  name: 'register',
  group: 'Financing',
  does: 'The winning bank stores the number of its entry in the movable-property registry; without it nothing is paid out.',
  arguments: OF_ASK,
  options: [{ flags: '--registry-no <number>', does: 'as the registry gave it' }],
  examples: ['register ASK-3K7Q2M9XWD --registry-no ZD-2026-000123 --as maker@BANK-A-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const ask = context.input.oneId('ask');
    const registryNo = typedAs(reference, '--registry-no', context.input.needed('registry-no'));
    const { session, view } = await context.desk(ask);
    const order = { program: view.id, bankMsp: session.identity.msp, hostMsp: view.program.hostMsp, ask, registryNo };
    return submit(context, { session, view, lines: [], steps: [step(TRANSACTIONS.financing.register, order)] });
  },
};

/** Declares a payout. */
export const payout: CommandSpec = {
  name: 'payout',
  group: 'Financing',
  does: "The winning bank's checker declares that it has paid, with the reference and the proof: the payout deadline stops.",
  arguments: OF_ASK,
  options: [
    { flags: '--reference <reference>', does: "the bank's payment reference" },
    { flags: '--amount <amount>', does: 'default: the agreed proceeds' },
    { flags: '--value-date <date>', does: 'default: as agreed' },
    { flags: '--proof <file>', does: 'the proof of payment; its digest is stored (a DEMO program does without)' },
  ],
  examples: ['payout ASK-3K7Q2M9XWD --reference PAY-88120 --as checker@BANK-A-01'],
  json: `{ask, amountMinor, valueDate} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const ask = input.oneId('ask');
    const desk = await context.desk(ask);
    const { currency } = desk.view.program;
    const declared = await payoutOf(desk, ask, {
      amountMinor: input.amount('amount', currency),
      valueDate: input.date('value-date'),
      reference: typedAs(reference, '--reference', input.needed('reference')),
      proof: input.file('proof'),
    });
    const { amountMinor, valueDate } = declared;
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { ask, amountMinor, valueDate },
      steps: [declared.step],
      lines: [`Paid: ${money(amountMinor, currency)}, value ${valueDate}. Title moves with "tierline disburse ${ask}".`],
    });
  },
};

type OfAsk = 'disburse' | 'confirmReceipt' | 'contestReceipt' | 'fail' | 'abandon';

function dealCommand(name: string, method: OfAsk, user: string, does: string): CommandSpec {
  return {
    name,
    group: 'Financing',
    does,
    arguments: OF_ASK,
    examples: [`${name} ASK-3K7Q2M9XWD --as ${user}`],
    json: SUBMITTED_JSON,
    submits: true,
    run: async (context) => {
      const ask = context.input.oneId('ask');
      const { session, view } = await context.desk(ask);
      return submit(context, { session, view, lines: [], steps: [step(TRANSACTIONS.financing[method], { program: view.id, ask })] });
    },
  };
}

/** Moves title. */
export const disburse: CommandSpec = {
  ...dealCommand(
    'disburse',
    'disburse',
    'checker@BANK-A-01',
    'Moves title to the bank, in the transaction that verifies the stored terms and proof of payment.',
  ),
  signs: true,
};
/** The money came. */
export const receipt = dealCommand('receipt', 'confirmReceipt', 'maker@SUP-02', 'The seller confirms that the money came.');
/** The money did not come. */
export const contest = dealCommand(
  'contest',
  'contestReceipt',
  'maker@SUP-02',
  'The seller says that the money did not come: the bank cannot sell the tokens on.',
);
/** Ends an unpaid deal. */
export const fail = dealCommand('fail', 'fail', 'maker@SUP-02', 'Ends a deal that was not paid out in time: the tokens are free again.');
/** Gives a payment up. */
export const abandon = dealCommand(
  'abandon',
  'abandon',
  'checker@SUP-02',
  'Gives up a payment in progress: a checker of each side says so, or the regulator alone.',
);

/** Gives tokens back to their seller. */
export const recourse: CommandSpec = {
  name: 'recourse',
  group: 'Financing',
  does: 'The bank gives unpaid tokens that it bought with recourse back to their seller.',
  arguments: OF_ASK,
  examples: ['recourse ASK-3K7Q2M9XWD --as checker@BANK-A-01'],
  json: `{ask, tokens: [id]} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const ask = context.input.oneId('ask');
    const desk = await context.desk(ask);
    const { step: ordered, tokens } = await recourseOf(desk, ask);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { ask, tokens },
      lines: [],
      steps: [ordered],
    });
  },
};

/** Gives the limit back. */
export const release: CommandSpec = {
  name: 'release',
  group: 'Financing',
  does: 'The bank gives its limit back for deals that failed, were repaid or taken back, or that it writes off.',
  arguments: { '<asks...>': 'ids of their asks, at most 50' },
  options: [{ flags: '--write-off', does: 'gives up claims in default' }],
  examples: ['release ASK-3K7Q2M9XWD --as maker@BANK-A-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const asks = context.input.ids('asks');
    const desk = await context.desk(asks[0]);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      lines: [],
      steps: [await releaseOf(desk, asks, context.input.flag('write-off'))],
    });
  },
};
