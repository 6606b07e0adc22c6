import { Fault, outstandingMinor, reference, shareOf, sum, TRANSACTIONS } from '@tierline/chaincode/api';
import { step } from '../../app/step';
import { receivableOf } from '../../app/receivables';
import { tokensNamed } from '../../app/tokens';
import { typedAmount, typedAs } from '../../app/typed';
import { redeemSteps, waitingTokens } from '../../app/waiting';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import type { Input } from '../input';
import { submit } from '../submitting';
import { left, right, table } from '../table';
import { money } from '../text';

/** Lines that a payout shows. */
const MAX_SHOWN = 20;

/** Books money that arrived. */
export const settle: CommandSpec = {
  name: 'settle',
  group: 'Settlement',
  does:
    'The settlement bank reports money that arrived for a receivable: early, due, late or in parts. What is too much is to be ' +
    'refunded.',
  arguments: { '<receivable>': 'its id', '<amount>': 'all that arrived, as 12,500.00, or "all" for what is owed' },
  options: [
    { flags: '--reference <reference>', does: "the bank's reference, used once" },
    { flags: '--interest <amount>', does: 'of it, late interest (default: 0)' },
  ],
  examples: [
    'settle SCH-0001-01 5,000.00 --reference BR-0001 --as maker@BANK-A-01',
    'settle SCH-0001-01 all --reference BR-0002 --as maker@BANK-A-01',
  ],
  json: `{receivable, receivedMinor, interestMinor, owedMinor} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const receivable = input.oneId('receivable', 'receivable');
    const desk = await context.desk(receivable);
    const { currency } = desk.view.program;
    const bankReference = typedAs(reference, '--reference', input.needed('reference'));
    const interestMinor = input.amount('interest', currency, 0n) ?? 0n;
    const typed = input.argument('amount') === 'all' ? null : typedAmount('amount', input.argument('amount'), currency);
    const owed = outstandingMinor((await receivableOf(desk.session.books, desk.view.id, receivable)).receivable);
    const receivedMinor = typed ?? owed + interestMinor;
    if (receivedMinor === 0n)
      throw new Fault('WRONG_STATE', { current: 'SETTLED', allowed: ['CONFIRMED', 'PART_PAID', 'DEFAULTED'], of: 'receivable' });
    const rest = owed - (receivedMinor - interestMinor);
    const told = rest < 0n ? `${money(-rest, currency)} too much, to be refunded` : `${money(rest, currency)} still owed`;
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { receivable, receivedMinor, interestMinor, owedMinor: rest < 0n ? 0n : rest },
      lines: [`Received ${money(receivedMinor, currency)} for ${receivable}: ${told}. Holders are paid with "tierline redeem --all".`],
      steps: [step(TRANSACTIONS.settlement.settle, { program: desk.view.id, receivable, bankReference, receivedMinor, interestMinor })],
    });
  },
};

/** Pays holders. */
export const redeem: CommandSpec = {
  name: 'redeem',
  group: 'Settlement',
  does:
    'Pays tokens their exact shares of what arrived: named ones, or all that wait (of one receivable), up to 200 of one host in a ' +
    'transaction. Settlement bank or owner.',
  arguments: { '[tokens...]': "token ids, or one receivable's id with --all" },
  options: [{ flags: '--all', does: 'all tokens for which money waits' }],
  examples: [
    'redeem --all --as maker@BANK-A-01',
    'redeem SCH-0001-01 --all --as maker@BANK-A-01',
    'redeem SCH-0001-01:0-400000 --as maker@SUP-01',
  ],
  json: `{tokens: [{token, owner, principalMinor, interestMinor}], principalMinor, interestMinor} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { named, isAll } = toBePaid(context.input);
    const desk = await context.desk(named[0] ?? null);
    const rows = isAll ? await waitingTokens(desk, named[0] ?? null) : await tokensNamed(desk.session.books, desk.view.id, named);
    const { currency } = desk.view.program;
    const paid = rows.map((row) => ({ token: row.id, owner: row.token.owner, ...shareOf(row.receivable, row.token) }));
    const [principalMinor, interestMinor] = [sum(paid.map((each) => each.principalMinor)), sum(paid.map((each) => each.interestMinor))];
    return submit(context, {
      session: desk.session,
      view: desk.view,
      steps: redeemSteps(desk.view.id, rows),
      json: { tokens: paid, principalMinor, interestMinor },
      lines:
        paid.length === 0
          ? ['No money waits to be paid out.']
          : [
              ...table(
                [left('token'), left('owner'), right('principal'), right('late interest')],
                paid
                  .slice(0, MAX_SHOWN)
                  .map((each) => [each.token, each.owner, money(each.principalMinor, currency), money(each.interestMinor, currency)]),
              ),
              ...(paid.length > MAX_SHOWN ? [`... and ${paid.length - MAX_SHOWN} more`] : []),
              `In all ${money(principalMinor, currency)}, and ${money(interestMinor, currency)} late interest.`,
            ],
    });
  },
};

/** Tokens, or with --all nothing or one receivable. */
function toBePaid(input: Input): { readonly named: readonly string[]; readonly isAll: boolean } {
  const isAll = input.flag('all');
  const named = input.ids('tokens', isAll ? 'receivable' : 'token');
  if (!isAll && named.length === 0) throw new Fault('MALFORMED', { field: 'tokens', problem: 'name tokens, or all that wait with --all' });
  if (isAll && named.length > 1) throw new Fault('MALFORMED', { field: 'tokens', problem: 'with --all name one receivable at most' });
  return { named, isAll };
}

/** Records a refund. */
export const refund: CommandSpec = {
  name: 'refund',
  group: 'Settlement',
  does: 'The settlement bank has sent an overpayment back.',
  arguments: { '<settlement>': 'the bank reference under which too much arrived' },
  options: [{ flags: '--reference <reference>', does: "the bank's reference of the refund" }],
  examples: ['refund BR-0002 --reference RF-0001 --as maker@BANK-A-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const bankReference = typedAs(reference, 'settlement', context.input.argument('settlement'));
    const refundReference = typedAs(reference, '--reference', context.input.needed('reference'));
    const { session, view } = await context.desk(bankReference);
    const order = { program: view.id, bankReference, refundReference };
    return submit(context, { session, view, lines: [], steps: [step(TRANSACTIONS.settlement.refund, order)] });
  },
};
