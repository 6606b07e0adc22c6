import { companyNamed, type Desk } from '../../app/desk';
import { programWith } from '../../app/programs';
import { seeingOf, type Sight } from '../../app/seeing';
import type { InstalmentShare } from '../../app/instalmentShares';
import { statementOf, type Statement } from '../../app/statement';
import { traceOf } from '../../app/trace';
import { worklistOf } from '../../app/worklist';
import { id as idSchema, receivableIdText, tokenIdText } from '@tierline/chaincode/api';
import { typedAs } from '../../app/typed';
import type { CommandSpec } from '../command';
import { answer } from '../outcome';
import { left, right, table } from '../table';
import { money, timeIn } from '../text';
import { traceLines } from '../traceLines';

/** What waits for the user. */
export const work: CommandSpec = {
  name: 'work',
  group: 'Looking',
  does: 'Lists what waits for this user in the program, each with the command that does it.',
  examples: ['work --as checker@CORE-01'],
  json: '{user, work: [{what, id, about, amountMinor, until, command}]}',
  submits: false,
  run: async (context) => {
    const desk = await context.desk();
    const items = await worklistOf(desk);
    const { currency, utcOffsetMinutes } = desk.view.program;
    const user = desk.session.identity.name;
    const rows = items.map(({ id, about, amountMinor, until, command }) => [
      id,
      about,
      amountMinor === null ? '' : money(amountMinor, currency),
      until === null ? '' : timeIn(until, utcOffsetMinutes),
      `tierline ${command} --as ${user}`,
    ]);
    const columns = [left('what waits'), left('about'), right('amount'), left('until'), left('command')];
    return answer(desk.view, { user, work: items }, items.length === 0 ? [`Nothing waits for ${user}.`] : table(columns, rows));
  },
};

/** A holder's account. */
export const statement: CommandSpec = {
  name: 'statement',
  group: 'Looking',
  does:
    "A holder's account, receivable by receivable: held, entitled so far, paid out, waiting, still to come; and of each instalment " +
    'that came: his share over the ranges that he held, what of it was paid out, the rest.',
  options: [{ flags: '--company <company>', does: 'the regulator and the settlement bank may read any (default: your company)' }],
  examples: ['statement --as maker@SUP-01', 'statement --company SUP-02 --as maker@REGULATOR-01'],
  json:
    '{company, lines: [{receivable, debtor, status, payDate, heldMinor, entitledMinor, paidMinor, waitingMinor, restMinor, ' +
    'interestMinor}], total: {...}, instalments: [{receivable, bankReference, on, block, receivedMinor, beforeMinor, afterMinor, ' +
    'interestBeforeMinor, interestAfterMinor, entitledMinor, paidMinor, restMinor, interestEntitledMinor, interestPaidMinor, ' +
    'interestRestMinor}], instalmentTotal: {...}}',
  submits: false,
  run: async (context) => {
    const desk = await context.desk();
    const company = await companyNamed(desk.session, context.input.id('company') ?? desk.company.id);
    const found = await statementOf(desk, company.id);
    const { currency } = desk.view.program;
    const amounts = (line: (typeof found)['total']): string[] =>
      [line.heldMinor, line.entitledMinor, line.paidMinor, line.waitingMinor, line.restMinor, line.interestMinor].map((amountMinor) =>
        money(amountMinor, currency),
      );
    const columns = [
      left('receivable'),
      left('debtor'),
      left('state'),
      left('pay date'),
      ...['held', 'entitled', 'paid', 'waiting', 'rest', 'late interest'].map(right),
    ];
    const rows = found.lines.map((line) => [line.receivable, line.debtor, line.status, line.payDate, ...amounts(line)]);
    return answer(desk.view, { ...found }, [
      `${company.id} (${company.name})`,
      ...(found.lines.length === 0
        ? ['Nothing is held and nothing was paid.']
        : table(columns, [...rows, ['total', '', '', '', ...amounts(found.total)]])),
      ...instalmentLines(found, currency),
    ]);
  },
};

/** What the holder has of each instalment: principal and late interest. */
function instalmentLines({ instalments, instalmentTotal }: Statement, currency: string): string[] {
  if (instalments.length === 0) return [];
  const amounts = (share: InstalmentShare): string[] =>
    [
      share.entitledMinor,
      share.paidMinor,
      share.restMinor,
      share.interestEntitledMinor,
      share.interestPaidMinor,
      share.interestRestMinor,
    ].map((amountMinor) => money(amountMinor, currency));
  const columns = [
    ...['receivable', 'instalment', 'on'].map(left),
    ...['shared out', 'entitled', 'paid', 'rest', 'late interest', 'of it paid', 'its rest'].map(right),
  ];
  const rows = instalments.map((line) => [
    line.receivable,
    line.bankReference,
    line.on,
    money(line.afterMinor - line.beforeMinor + line.interestAfterMinor - line.interestBeforeMinor, currency),
    ...amounts(line),
  ]);
  return ['', ...table(columns, [...rows, ['total', '', '', '', ...amounts(instalmentTotal)]])];
}

/** The tree of a receivable. */
export const trace: CommandSpec = {
  name: 'trace',
  group: 'Looking',
  does:
    'The tree of a receivable: its tokens with every cut, transfer, sale and payout, owners, tiers, states and blocks; of a token: ' +
    'what overlaps it. Of tokens that your company never owned, and of whose receivable it is no party, amounts and states alone.',
  arguments: { '<id>': 'of a receivable or a token' },
  examples: ['trace SCH-0001-01 --as maker@CORE-01', 'trace SCH-0001-01:0-400000 --as maker@SUP-02 --json'],
  json:
    '{receivable, creditor, debtor, status, faceMinor, receivedMinor, dueDate, payDate, documents: [...], tokens: [{token, ' +
    'amountMinor, tier, owner, state, lock, joinedInto, block, ' +
    'steps: [{what, on, block, transactionId, ref, from, to, principalMinor, interestMinor}], children: [...]}]}',
  submits: false,
  run: async (context) => {
    const id = context.input.argument('id');
    typedAs(id.includes(':') ? tokenIdText : receivableIdText, 'id', id);
    const desk = await context.desk(id);
    const found = await traceOf(desk, id);
    return answer(desk.view, { ...found }, traceLines(found, desk.view.program));
  },
};

/** What an organisation knows. */
export const see: CommandSpec = {
  name: 'see',
  group: 'Looking',
  does:
    'Exactly what an organisation knows of a token: what it reads in clear, what it holds only as hashes, and what it knows nothing ' +
    'of.',
  arguments: { '<token>': 'its id' },
  examples: ['see SCH-0001-01:0-400000 --as BANK-B', 'see SCH-0001-01:0-400000 --as maker@CORE-01'],
  json:
    '{token, organisation, msp, collections: [{name, isMember}], records: [{collection, block, how: CLEAR|HASH, kind, id, record, ' +
    'keyHash, valueHash}], nothing: [text]}',
  submits: false,
  run: async (context) => {
    const token = context.input.oneId('token', 'token');
    const { sessions } = await context.ledger();
    const desk = await regulatorDesk(context, token);
    const found = await seeingOf(sessions, desk.view.id, token, context.input.needed('as'));
    const clear = found.records.filter(({ how }) => how === 'CLEAR');
    const hashed = found.records.filter(({ how }) => how === 'HASH');
    return answer(desk.view, { ...found }, [
      `${found.organisation} (${found.msp}) and token ${token}`,
      `Member of: ${
        found.collections
          .filter(({ isMember }) => isMember)
          .map(({ name }) => name)
          .join(', ') || 'no collection'
      }`,
      `Not a member of: ${
        found.collections
          .filter(({ isMember }) => !isMember)
          .map(({ name }) => name)
          .join(', ') || 'none'
      }`,
      '',
      `In clear (${clear.length}):`,
      ...table([left('where'), left('what'), left('id'), right('block')], clear.map(clearCells)),
      '',
      `Only as hashes (${hashed.length}):`,
      ...(hashed.length === 0
        ? ['none']
        : table([left('where'), left('hash of the key'), left('hash of the value'), right('block')], hashed.map(hashCells))),
      '',
      'Nothing of:',
      ...found.nothing.map((each) => `- ${each}`),
    ]);
  },
};

const clearCells = ({ collection, kind, id, block }: Sight): string[] => [
  collection === '' ? 'public' : collection,
  kind ?? '',
  shortened(id ?? ''),
  String(block),
];
const hashCells = ({ collection, keyHash, valueHash, block }: Sight): string[] => [
  collection,
  shortened(keyHash ?? ''),
  shortened(valueHash ?? ''),
  String(block),
];
const shortened = (text: string): string => (text.length > 48 ? `${text.slice(0, 16)}...` : text);

/** A regulator knows every thing of his programs: he tells to which one the token belongs. */
async function regulatorDesk(context: Parameters<CommandSpec['run']>[0], token: string): Promise<Desk> {
  const { sessions } = await context.ledger();
  const regulators = sessions.network.organisations.filter(({ role }) => role === 'regulator');
  const makers = await Promise.all(regulators.map(({ name }) => sessions.as(`maker@${typedAs(idSchema, 'regulator', `${name}-01`)}`)));
  for (const maker of makers) if ((await programWith(maker.books, token)) !== null) return context.desk(token, maker);
  return context.desk(token, makers[0]);
}
