import { Fault, lengthOf, partsOfTokenId, splitRange, sum, tokenId, TRANSACTIONS } from '@tierline/chaincode/api';
import { documentWith } from '../../app/documents';
import { shortId } from '../../app/names';
import { timeToAccept } from '../../app/paying';
import { step } from '../../app/step';
import { tokenOf, tokensNamed } from '../../app/tokens';
import { typedAmount, typedMoment } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { submit } from '../submitting';
import { money, timeIn } from '../text';

/** Cuts a token. */
export const split: CommandSpec = {
  name: 'split',
  group: 'Tokens and payments',
  does: 'Cuts a token into consecutive tokens of the given amounts; what is left is the last one.',
  arguments: { '<token>': 'its id', '<amounts...>': 'as 4,000.00' },
  examples: ['split SCH-0001-01:0-1250000 4,000.00 3,500.00 --as maker@SUP-01'],
  json: `{tokens: [id]} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const token = context.input.oneId('token', 'token');
    const desk = await context.desk(token);
    const { currency } = desk.view.program;
    const named = context.input.list('amounts').map((amount) => typedAmount('amounts', amount, currency));
    const found = await tokenOf(desk.session.books, desk.view.id, token);
    const left = lengthOf(found) - sum(named);
    if (left < 0n) throw new Fault('AMOUNT_EXCEEDS', { have: String(lengthOf(found)), need: String(sum(named)) });
    const amountsMinor = left === 0n ? named : [...named, left];
    if (amountsMinor.length < 2)
      throw new Fault('MALFORMED', { field: 'amounts', problem: 'that is all of the token: there is nothing to cut' });
    const tokens = splitRange(found, amountsMinor).map((range) => tokenId({ receivable: found.receivable, ...range }));
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { tokens },
      steps: [step(TRANSACTIONS.token.split, { program: desk.view.id, token, amountsMinor })],
      lines: tokens.map((id, index) => `${id}  ${money(amountsMinor[index] ?? 0n, currency)}`),
    });
  },
};

/** Joins tokens. */
export const merge: CommandSpec = {
  name: 'merge',
  group: 'Tokens and payments',
  does: 'Joins neighbouring tokens of one receivable and owner into one.',
  arguments: { '<tokens...>': 'their ids, two or more' },
  examples: ['merge SCH-0001-01:0-400000 SCH-0001-01:400000-750000 --as maker@SUP-01'],
  json: `{token} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const tokens = [...context.input.ids('tokens', 'token')].sort((a, b) => (partsOfTokenId(a).from < partsOfTokenId(b).from ? -1 : 1));
    const desk = await context.desk(tokens[0]);
    const ends = tokens.map(partsOfTokenId);
    const { receivable, from } = ends[0] ?? { receivable: '', from: 0n };
    const token = tokenId({ receivable, from, to: ends.at(-1)?.to ?? 0n });
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { token },
      lines: [`Joined: ${token}`],
      steps: [step(TRANSACTIONS.token.merge, { program: desk.view.id, tokens }, tokens.length)],
    });
  },
};

/** Offers named tokens to a payee. */
export const assign: CommandSpec = {
  name: 'assign',
  group: 'Tokens and payments',
  does: 'Offers tokens to a payee as payment of his invoice; they are locked until he accepts. "pay" picks the tokens by itself.',
  arguments: { '<tokens...>': 'their ids' },
  options: [
    { flags: '--to <company>', does: 'who is paid' },
    { flags: '--amount <amount>', does: 'of one token, this much (default: all of it)' },
    { flags: '--invoice <number>', does: "the payee's invoice that is paid" },
    { flags: '--issued <date>', does: 'its date' },
    { flags: '--invoiced <amount>', does: 'its amount (default: what is paid)' },
    { flags: '--document <file>', does: 'the invoice itself: its digest is stored' },
    { flags: '--expires <time>', does: 'until when it can be accepted (default: a week, or the day before it is due)' },
    { flags: '--id <id>', does: "the transfer's id (default: a new one)" },
  ],
  examples: ['assign SCH-0001-01:0-1250000 --amount 4,000.00 --to SUP-02 --invoice X-17 --issued 2026-02-25 --as maker@SUP-01'],
  json: `{transfer, payee, amountMinor, expiresAt} and ${SUBMITTED_JSON}`,
  submits: true,
  signs: true,
  run: async (context) => {
    const { input } = context;
    const ids = input.ids('tokens', 'token');
    const desk = await context.desk(ids[0]);
    const { currency, utcOffsetMinutes } = desk.view.program;
    const rows = await tokensNamed(desk.session.books, desk.view.id, [...new Set(ids)]);
    const part = input.amount('amount', currency);
    if (part !== null && ids.length > 1) throw new Fault('MALFORMED', { field: '--amount', problem: 'it goes with one token alone' });
    const takes = rows.map(({ id, token }) => ({ token: id, amountMinor: part ?? lengthOf(token) }));
    const amountMinor = sum(takes.map((take) => take.amountMinor));
    const payee = input.id('to') ?? input.needed('to');
    const named = {
      number: input.needed('invoice'),
      issueDate: input.neededDate('issued'),
      amountMinor: input.amount('invoiced', currency) ?? amountMinor,
    };
    const document = await documentWith({ type: 'INVOICE', ...named }, input.file('document'));
    const expires = input.text('expires');
    const expiresAt = expires === null ? timeToAccept(desk, rows) : typedMoment('--expires', expires, utcOffsetMinutes);
    const transfer = input.id('id') ?? shortId('TRF', desk.company.id, context.requestId);
    return submit(context, {
      session: desk.session,
      view: desk.view,
      json: { transfer, payee, amountMinor, expiresAt },
      lines: [
        `Transfer ${transfer} of ${money(amountMinor, currency)} to ${payee}, to be accepted by ${timeIn(expiresAt, utcOffsetMinutes)}.`,
      ],
      steps: [
        step(
          TRANSACTIONS.token.assign,
          { program: desk.view.id, payments: [{ transfer, payee, document, expiresAt, takes }] },
          takes.length,
        ),
      ],
    });
  },
};
