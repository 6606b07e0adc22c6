import { amountOrZeroMinor, date, id } from '@tierline/chaincode/api';
import { z } from 'zod';
import { MAX_PAGE, ORDERS, type PageOf } from '../ports/queries';

const DEFAULT_PAGE = 50;
const MAX_CURSOR = 1_000;
const MAX_STATES = 12;
const MAX_DOCUMENT = 100;
const MAX_TIER = 99;

const state = z.string().regex(/^[A-Z_]{2,20}$/, 'a state is a word of A-Z and _');
/** Several values of one parameter: given once, given again, or divided by commas. */
const states = z
  .union([z.string(), z.array(z.string()).max(MAX_STATES)])
  .transform((value) => (typeof value === 'string' ? value.split(',') : value))
  .pipe(z.array(state).min(1).max(MAX_STATES));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most));

const pageFields = {
  after: z.string().max(MAX_CURSOR).optional(),
  limit: whole(1, MAX_PAGE).optional(),
};

const between = {
  dueFrom: date.optional(),
  dueTo: date.optional(),
  minMinor: amountOrZeroMinor.optional(),
  maxMinor: amountOrZeroMinor.optional(),
  order: z.enum(ORDERS).optional(),
};

/** What a list of receivables may be asked for. */
export const receivablesInput = z.strictObject({
  ...pageFields,
  ...between,
  status: states.optional(),
  debtor: id.optional(),
  creditor: id.optional(),
  document: z.string().min(1).max(MAX_DOCUMENT).optional(),
  overdue: flag.optional(),
});

/** What a list of tokens may be asked for. */
export const tokensInput = z.strictObject({
  ...pageFields,
  ...between,
  status: states.optional(),
  owner: id.optional(),
  receivable: id.optional(),
  debtor: id.optional(),
  tier: whole(1, MAX_TIER).optional(),
  sold: flag.optional(),
});

/** What any other list may be asked for. */
export const pageInput = z.strictObject(pageFields);

/** Refusals, of some codes only. */
export const refusalsInput = z.strictObject({ ...pageFields, code: states.optional() });

/** A search. */
export const searchInput = z.strictObject({ q: z.string().min(2).max(100), limit: whole(1, 50).optional() });

/** A question about one company; the caller's own by default. */
export const companyQuestion = z.strictObject({ company: id.optional() });

/** Nothing. */
export const plainInput = z.strictObject({});

/** The page that is asked for, and what is left: the filter without what was not given. */
export function pageIn({ after, limit }: { readonly after?: string | undefined; readonly limit?: number | undefined }): PageOf {
  return { after: after ?? null, limit: limit ?? DEFAULT_PAGE };
}

/** A filter without the fields that were not given. */
export function given<T extends Readonly<Record<string, unknown>>>(filter: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as never;
}
