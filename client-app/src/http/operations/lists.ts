import {
  ASK_MOVES,
  COMPANY_ROLES,
  COMPANY_STATUSES,
  DEAL_MOVES,
  id,
  IDENTITY_SCHEMES,
  msp,
  SIZE_CLASSES,
  TRANSFER_MOVES,
} from '@tierline/chaincode/api';
import { z } from 'zod';
import { listOf, type ListName, type ListRow } from '../../app/listing';
import { pageOfRows } from '../../app/rowPages';
import { viewerOf } from '../../app/visible';
import { among, amount, given, ids, mspId, named, next, orNull, pageFields, pageIn, when, whole, words } from '../answers';
import { question, type Group, type Operation } from '../operation';
import { deskOf } from '../service';

/** A list that is read from the books: its rows, what they may be filtered by, and in which orders they come. */
interface ListSpec {
  readonly name: ListName;
  readonly group: Group;
  readonly summary: string;
  readonly row: z.ZodObject;
  /** The field that tells rows apart. */
  readonly key: string;
  /** Fields that must have a value that is asked for. */
  readonly filters: Readonly<Record<string, z.ZodType<string, string>>>;
  /** Fields by which rows may be ordered. */
  readonly orders: readonly [string, ...string[]];
  /** Whether everybody in the channel sees all rows; else a hosted company sees those that name it. */
  readonly isPublic: boolean;
}

const MODES = ['REAL', 'DEMO'] as const;
const PRIVATE = { group: 'financing', isPublic: false } as const;
const PUBLIC = { group: 'companies', isPublic: true } as const;

const LISTS: readonly ListSpec[] = [
  {
    ...PRIVATE,
    name: 'transfers',
    group: 'tokens',
    summary: 'Payments with tokens: open, accepted, refused, withdrawn, expired.',
    key: 'transfer',
    row: z.strictObject({
      transfer: ids.transfer,
      payer: ids.company,
      payee: ids.company,
      amountMinor: amount,
      expiresAt: when.instant,
      status: among(Object.keys(TRANSFER_MOVES)),
    }),
    filters: { status: among(Object.keys(TRANSFER_MOVES)), payer: id, payee: id },
    orders: ['transfer', 'amountMinor', 'expiresAt'],
  },
  {
    ...PRIVATE,
    name: 'asks',
    summary: 'Wishes to sell tokens.',
    key: 'ask',
    row: z.strictObject({
      ask: ids.ask,
      seller: ids.company,
      debtor: ids.company,
      faceMinor: amount,
      lastPayDate: when.date,
      recourse: z.boolean(),
      deadline: when.instant,
      status: among(Object.keys(ASK_MOVES)),
    }),
    filters: { status: among(Object.keys(ASK_MOVES)), seller: id, debtor: id },
    orders: ['ask', 'faceMinor', 'lastPayDate', 'deadline'],
  },
  {
    ...PRIVATE,
    name: 'deals',
    summary: 'Agreed sales; the price only to those who may see it.',
    key: 'ask',
    row: z.strictObject({
      ask: ids.ask,
      seller: ids.company,
      bank: ids.company,
      faceMinor: amount,
      proceedsMinor: orNull(amount),
      ratePpm: whole.nullable(),
      payoutDeadline: when.instant,
      receipt: z.enum(['WAITING', 'CONFIRMED', 'CONTESTED']),
      status: among(Object.keys(DEAL_MOVES)),
    }),
    filters: { status: among(Object.keys(DEAL_MOVES)), seller: id, bank: id },
    orders: ['ask', 'faceMinor', 'payoutDeadline'],
  },
  {
    ...PUBLIC,
    name: 'companies',
    summary: 'The register of companies.',
    key: 'company',
    row: z.strictObject({
      company: ids.company,
      name: words,
      roles: words.meta({ description: 'Divided by spaces.' }),
      scheme: z.enum(IDENTITY_SCHEMES),
      code: words,
      host: mspId,
      size: z.enum(SIZE_CLASSES),
      status: z.enum(COMPANY_STATUSES),
    }),
    filters: { status: among(COMPANY_STATUSES), roles: among(COMPANY_ROLES), host: msp },
    orders: ['company', 'name'],
  },
  {
    ...PUBLIC,
    name: 'programs',
    summary: 'The programs of the channel.',
    key: 'program',
    row: z.strictObject({ program: ids.program, name: words, mode: z.enum(MODES), clockOffsetDays: z.int() }),
    filters: { mode: among(MODES) },
    orders: ['program', 'name'],
  },
];

function operationOf(list: ListSpec): Operation {
  const { name, group, summary, row, key, filters, orders, isPublic } = list;
  const optional = Object.fromEntries(Object.entries(filters).map(([field, schema]) => [field, schema.optional()]));
  const order = among(orders.flatMap((field) => [field, `-${field}`])).optional();
  return question({
    id: name,
    path: `/programs/{program}/lists/${name}`,
    group,
    summary,
    params: z.strictObject({ program: ids.program }),
    query: z.strictObject({ ...pageFields, order, ...optional }),
    answer: z.strictObject({ rows: z.array(row), next }),
    decidedBy: 'BLOCKS',
    run: async (call) => {
      const { after, limit, order: wanted = key, ...filter } = call.query as Readonly<Record<string, never>>;
      const desk = await deskOf(call);
      const { company } = await viewerOf(desk.session);
      const rows = (await listOf(desk, name)).filter(
        (each) => (isPublic || company === null || Object.values(each).includes(company)) && isWanted(each, given(filter)),
      );
      const field = wanted.replace(/^-/, '');
      const sorting = { id: (each: ListRow) => String(each[key]), by: (each: ListRow) => each[field] ?? null, isFalling: field !== wanted };
      return named('rows', pageOfRows(rows, sorting, pageIn({ after, limit })));
    },
  });
}

/** Whether a row has every value that is asked for; of several values in one field, that it is one of them. */
function isWanted(row: ListRow, filter: Readonly<Record<string, string>>): boolean {
  return Object.entries(filter).every(([field, value]) => String(row[field]).split(' ').includes(value));
}

/** Lists that are read from the books. */
export const listOperations = LISTS.map(operationOf);
