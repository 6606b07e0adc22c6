import { Fault, id as idSchema, TRANSACTIONS } from '@tierline/chaincode/api';
import { companyNamed } from '../../app/desk';
import { offerOf } from '../../app/offers';
import { planPayment } from '../../app/paying';
import { step } from '../../app/step';
import { refuseTyped, typedAmount, typedAs, typedMoment } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { answer, type Outcome } from '../outcome';
import { submit } from '../submitting';
import { left, right, table } from '../table';
import { money, timeIn } from '../text';

/** Pays an amount with tokens. */
export const pay: CommandSpec = {
  name: 'pay',
  group: 'Tokens and payments',
  does:
    "Pays an amount with tokens against the payee's invoice: picks them earliest due first and cuts the last one. They are the " +
    "payee's once he accepts.",
  arguments: { '<amount>': 'as 12,500.00', '<to>': 'the word "to"', '<company>': 'who is paid' },
  options: [
    { flags: '--invoice <number>', does: "the payee's invoice that is paid" },
    { flags: '--issued <date>', does: 'its date' },
    { flags: '--invoiced <amount>', does: 'its amount (default: what is paid)' },
    { flags: '--document <file>', does: 'the invoice itself: its digest is stored' },
    { flags: '--expires <time>', does: 'until when it can be accepted (default: a week, or the day before the first token is due)' },
    { flags: '--id <id>', does: "the transfer's id (default: a new one)" },
  ],
  examples: [
    'pay 4,000.00 to SUP-02 --invoice X-17 --issued 2026-02-25 --as maker@SUP-01',
    'pay 4,000.00 to SUP-02 --invoice X-17 --issued 2026-02-25 --as maker@SUP-01 --dry-run',
  ],
  json: `{transfer, payee, amountMinor, expiresAt, picks: [{token, amountMinor, dueDate}], repeated} and ${SUBMITTED_JSON}`,
  submits: true,
  signs: true,
  run: async (context) => {
    const { input } = context;
    if (input.argument('to') !== 'to') throw refuseTyped('pay', input.argument('to'), 'write it as: pay AMOUNT to COMPANY');
    const payee = typedAs(idSchema, 'company', input.argument('company'));
    const desk = await context.desk();
    const { currency, utcOffsetMinutes } = desk.view.program;
    const amountMinor = typedAmount('amount', input.argument('amount'), currency);
    await companyNamed(desk.session, payee);
    const expires = input.text('expires');
    const planned = await planPayment(desk, {
      amountMinor,
      payee,
      requestId: context.requestId,
      transfer: input.id('id'),
      expiresAt: expires === null ? null : typedMoment('--expires', expires, utcOffsetMinutes),
      document: {
        number: input.needed('invoice'),
        issueDate: input.neededDate('issued'),
        amountMinor: input.amount('invoiced', currency) ?? amountMinor,
        file: input.file('document'),
      },
    });
    const { transfer, expiresAt, step: ordered, madeBefore } = planned;
    const picks = planned.picks.map(({ from, amountMinor: part }) => ({
      token: from.id,
      amountMinor: part,
      dueDate: from.receivable.dueDate,
    }));
    const json = { transfer, payee, amountMinor, expiresAt, picks, repeated: ordered === null };
    if (ordered === null) {
      const transactions =
        madeBefore === null
          ? []
          : [{ name: madeBefore.transaction, transactionId: madeBefore.transactionId, block: madeBefore.block, items: 1 }];
      return answer(desk.view, { ...json, dryRun: false, transactions, items: 1 }, [
        `This request was made before: transfer ${transfer} to ${payee}.`,
      ]);
    }
    return submit(context, {
      session: desk.session,
      view: desk.view,
      steps: [ordered],
      json,
      lines: [
        `Transfer ${transfer} of ${money(amountMinor, currency)} to ${payee}, to be accepted by ${timeIn(expiresAt, utcOffsetMinutes)}:`,
        ...table(
          [left('token'), left('due'), right('taken')],
          picks.map((each) => [each.token, each.dueDate, money(each.amountMinor, currency)]),
        ),
      ],
    });
  },
};

function answerCommand(name: 'accept' | 'reject', does: string): CommandSpec {
  return {
    name,
    group: 'Tokens and payments',
    does,
    arguments: { '<transfers...>': 'their ids' },
    examples: [`${name} TRF-3K7Q2M9XWD --as maker@SUP-02`],
    json: SUBMITTED_JSON,
    submits: true,
    run: async (context) => {
      const transfers = [...context.input.ids('transfers')];
      const desk = await context.desk(transfers[0]);
      return submit(context, {
        session: desk.session,
        view: desk.view,
        lines: [],
        steps: [step(TRANSACTIONS.token[name], { program: desk.view.id, transfers }, transfers.length)],
      });
    },
  };
}

/** The payee takes tokens. */
export const accept: CommandSpec = {
  ...answerCommand('accept', 'The payee accepts transfers: the tokens are his, one tier deeper.'),
  signs: true,
};
/** The payee refuses tokens. */
export const reject = answerCommand('reject', "The payee refuses transfers: the tokens are the payer's again.");

/** Takes a transfer or an offer back. */
export const withdraw: CommandSpec = {
  name: 'withdraw',
  group: 'Tokens and payments',
  does: 'Takes back a transfer that nobody has answered, as the payer, or an offer that has not won, as the bank.',
  arguments: { '<id>': 'of the transfer or offer' },
  examples: ['withdraw TRF-3K7Q2M9XWD --as maker@SUP-01', 'withdraw OFF-3K7Q2M9XWD --as maker@BANK-A-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context): Promise<Outcome> => {
    const id = context.input.oneId('id');
    const desk = await context.desk(id);
    const { session, view } = desk;
    const offer = await offerOf(session.books, id);
    if (offer !== null) {
      const order = { program: view.id, bankMsp: offer.bankMsp, hostMsp: view.program.hostMsp, offer: id };
      return submit(context, { session, view, lines: [], steps: [step(TRANSACTIONS.financing.withdraw, order)] });
    }
    if ((await session.books.find('TRANSFER', view.scope, id)) === null) throw new Fault('NOT_FOUND', { kind: 'transfer or offer', id });
    return submit(context, { session, view, lines: [], steps: [step(TRANSACTIONS.token.withdraw, { program: view.id, transfers: [id] })] });
  },
};

/** Ends what was not answered in time. */
export const expire: CommandSpec = {
  name: 'expire',
  group: 'Tokens and payments',
  does: 'Ends a transfer or an ask whose time is over: the tokens are free again. Anyone may.',
  arguments: { '<id>': 'of the transfer or ask' },
  examples: ['expire TRF-3K7Q2M9XWD --as maker@OPERATOR-01'],
  json: SUBMITTED_JSON,
  submits: true,
  run: async (context) => {
    const id = context.input.oneId('id');
    const { session, view } = await context.desk(id);
    const isAsk = (await session.books.find('ASK', view.scope, id)) !== null;
    const ordered = isAsk
      ? step(TRANSACTIONS.financing.expire, { program: view.id, ask: id })
      : step(TRANSACTIONS.token.expire, { program: view.id, transfers: [id] });
    return submit(context, { session, view, lines: [], steps: [ordered] });
  },
};
