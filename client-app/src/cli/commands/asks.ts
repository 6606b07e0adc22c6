import { Fault, TRANSACTIONS, lengthOf, partsOfTokenId, sum } from '@tierline/chaincode/api';
import { planAsk, type WantedSale } from '../../app/asking';
import type { Desk } from '../../app/desk';
import { step } from '../../app/step';
import { typedMoment } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import type { Input } from '../input';
import { answer } from '../outcome';
import { submit } from '../submitting';
import { money } from '../text';

/** Asks for offers. */
export const ask: CommandSpec = {
  name: 'ask',
  group: 'Financing',
  does:
    'Asks the banks of the program for offers for tokens, or for an amount: then tokens are picked earliest due first. They are ' +
    'locked until the deadline and the time to pay out.',
  arguments: { '[tokens...]': 'their ids' },
  options: [
    { flags: '--amount <amount>', does: 'sells this much instead of named tokens; one token is cut first where needed' },
    { flags: '--recourse', does: 'with recourse to you, where the program allows it' },
    { flags: '--deadline <time>', does: 'last time for offers (default: two days, or as long as the due dates allow)' },
    { flags: '--id <id>', does: "the ask's id (default: a new one)" },
  ],
  examples: ['ask --amount 4,000.00 --as maker@SUP-02', 'ask SCH-0001-01:0-400000 --deadline 2026-03-05 --as maker@SUP-02'],
  json: `{ask, tokens: [id], faceMinor, repeated} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const tokens = input.ids('tokens', 'token');
    const desk = await context.desk(tokens[0] ?? null);
    const planned = await planAsk(desk, wanted(input, desk, tokens, context.requestId));
    const faceMinor = sum(planned.tokens.map((token) => lengthOf(partsOfTokenId(token))));
    const json = { ask: planned.ask, tokens: planned.tokens, faceMinor, repeated: planned.steps.length === 0 };
    const amount = money(faceMinor, desk.view.program.currency);
    const told = `Ask ${planned.ask} for ${amount}: see its offers with "tierline offers ${planned.ask}".`;
    if (planned.madeBefore !== null) {
      const { transaction: name, transactionId, block } = planned.madeBefore;
      return answer(desk.view, { ...json, dryRun: false, transactions: [{ name, transactionId, block, items: 1 }], items: 1 }, [
        'This request was made before.',
        told,
      ]);
    }
    return submit(context, { session: desk.session, view: desk.view, steps: planned.steps, json, lines: [told] });
  },
};

function wanted(input: Input, { view: { program } }: Desk, tokens: readonly string[], requestId: string | null): WantedSale {
  const amountMinor = input.amount('amount', program.currency);
  if ((amountMinor === null) === (tokens.length === 0))
    throw new Fault('MALFORMED', { field: 'tokens', problem: 'name tokens, or an amount with --amount' });
  const deadline = input.text('deadline');
  return {
    what: amountMinor === null ? { tokens } : { amountMinor },
    recourse: input.flag('recourse'),
    ask: input.id('id'),
    requestId,
    deadline: deadline === null ? null : typedMoment('--deadline', deadline, program.utcOffsetMinutes),
  };
}

function endCommand(name: 'close' | 'cancel', does: string): CommandSpec {
  return {
    name,
    group: 'Financing',
    does,
    arguments: { '<ask>': 'its id' },
    examples: [`${name} ASK-3K7Q2M9XWD --as maker@SUP-02`],
    json: SUBMITTED_JSON,
    submits: true,
    run: async (context) => {
      const id = context.input.oneId('ask');
      const { session, view } = await context.desk(id);
      return submit(context, { session, view, lines: [], steps: [step(TRANSACTIONS.financing[name], { program: view.id, ask: id })] });
    },
  };
}

/** Takes no more offers. */
export const close = endCommand('close', 'Takes no more offers for an ask; one of those that are there can still be taken.');
/** Gives an ask up. */
export const cancel = endCommand('cancel', 'Gives an ask up: its tokens are free again.');
