import { Fault, isDate } from '@tierline/chaincode/api';
import { z } from 'zod';
import { ORDERS, type Order, type ReceivableFilter, type TokenFilter } from '../../../ports/queries';

/** The largest int8. */
const MAX_INT8 = 2n ** 63n - 1n;
/** States, or codes, of one filter. */
const MAX_NAMED = 30;

/** A text that a database takes: PostgreSQL has no place for the character 0. */
const plain = z
  .string()
  .max(200)
  .refine((text) => !text.includes('\0'), 'it holds a character that no text has');
const date = z.string().refine(isDate, 'a date is YYYY-MM-DD and exists');
const amount = z.bigint().min(0n).max(MAX_INT8);
const named = z.array(plain).max(MAX_NAMED);
const order = z.enum(ORDERS);

const receivableFilter = z.strictObject({
  status: named.optional(),
  debtor: plain.optional(),
  creditor: plain.optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
  minMinor: amount.optional(),
  maxMinor: amount.optional(),
  document: plain.optional(),
  overdueOn: date.optional(),
  order: order.optional(),
});

const tokenFilter = z.strictObject({
  status: named.optional(),
  owner: plain.optional(),
  receivable: plain.optional(),
  debtor: plain.optional(),
  tier: z.int().min(0).max(1_000).optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
  minMinor: amount.optional(),
  maxMinor: amount.optional(),
  sold: z.boolean().optional(),
  order: order.optional(),
});

function checked<S extends z.ZodType>(schema: S, value: unknown, field: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('MALFORMED', { field: issue?.path.join('.') || field, problem: issue?.message ?? '' });
}

/** A filter of receivables whose values the database can compare with. @throws Fault MALFORMED {field} */
export const checkedReceivableFilter = (filter: ReceivableFilter): z.output<typeof receivableFilter> =>
  checked(receivableFilter, filter, 'filter');

/** A filter of tokens whose values the database can compare with. @throws Fault MALFORMED {field} */
export const checkedTokenFilter = (filter: TokenFilter): z.output<typeof tokenFilter> => checked(tokenFilter, filter, 'filter');

/** An id, a code or a number as people type it. @throws Fault MALFORMED {field} */
export const checkedText = (text: string, field: string): string => checked(plain, text, field);

/** Some codes. @throws Fault MALFORMED {field: 'codes'} */
export const checkedCodes = (codes: readonly string[]): readonly string[] => checked(named, codes, 'codes');

/** A business date. @throws Fault MALFORMED {field} */
export const checkedDate = (text: string, field: string): string => checked(date, text, field);

/** A whole number within limits. @throws Fault MALFORMED {field} */
export const checkedWhole = (value: number, field: string, least: number, most: number): number =>
  checked(z.int().min(least).max(most), value, field);

/** What a list of receivables or tokens is ordered by. */
export type By = 'dueDate' | 'amount' | 'id';

/** What the value of a place in a list looks like, by the list's order. */
export const IS_VALUE: Readonly<Record<By, (value: string) => boolean>> = {
  dueDate: isDate,
  amount: (value) => /^(0|[1-9][0-9]{0,18})$/.test(value) && BigInt(value) <= MAX_INT8,
  id: (value) => value === '',
};

/** An order apart: by what, and whether falling. */
export function partsOfOrder(order: Order): { readonly by: By; readonly isFalling: boolean } {
  const isFalling = order.startsWith('-');
  return { by: (isFalling ? order.slice(1) : order) as By, isFalling };
}
