import { date, id, instant, receivableIdText, tokenIdText } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { Moment } from '../ports/books';
import { MAX_PAGE, type Page } from '../ports/queries';

const DEFAULT_PAGE = 50;
const MAX_CURSOR = 1_000;

/** An amount in an answer: outside a digit string of minor units, inside bigint. */
export const amount = z
  .string()
  .regex(/^-?(0|[1-9][0-9]{0,29})$/, 'a digit string of minor units')
  .transform(BigInt)
  .meta({ id: 'AmountMinor', description: 'Minor units of the currency, as a digit string.' });

/** What may be missing. A schema with a name of its own would be documented as never null by zod's own `nullable`. */
export const orNull = <T extends z.ZodType>(schema: T): z.ZodUnion<[T, z.ZodNull]> => z.union([schema, z.null()]);

/** A count or number. */
export const whole = z.int().min(0);
/** An organisation's MSP id. */
export const mspId = z.string().max(40).meta({ description: "An organisation's MSP id." });
/** When something was committed, as its client said: RFC 3339 UTC, with milliseconds. */
export const timestamp = z.string().max(40).meta({ description: 'RFC 3339 UTC.' });
/** Text of people. */
export const words = z.string();

/** When something was committed, and by which transaction. */
export const moment = z
  .strictObject({ block: whole, transactionId: words, transaction: words.meta({ description: '`contract:method`.' }), timestamp })
  .meta({ id: 'Moment' });

/** A moment as it is answered. */
export function momentTold({ block, transactionId, transaction, timestamp: at }: Moment): Moment {
  return { block, transactionId, transaction, timestamp: at };
}

/** One of these words. */
export const among = (values: readonly string[]): z.ZodType<string, string> => z.enum(values as [string, ...string[]]);

/** What a wallet signs. */
export const typedData = z
  .strictObject({
    domain: z.strictObject({ name: words, version: words, salt: words }),
    types: z.record(z.string(), z.array(z.strictObject({ name: words, type: z.enum(['string', 'string[]', 'address']) }))),
    primaryType: words,
    message: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  })
  .meta({ id: 'TypedData', description: 'What a wallet signs (EIP-712), without the type EIP712Domain.' });

/** What the person signs himself, and whether he must. */
export const toSign = z
  .strictObject({
    required: z.boolean().meta({ description: 'Whether the program asks for a signature of this act over so much.' }),
    typedData: orNull(typedData).meta({
      description: 'Whole, to be signed as it is and sent with the same Idempotency-Key; null in a network founded before it had an id.',
    }),
    network: z.string().nullable(),
    now: instant.meta({ description: "The ledger's time." }),
  })
  .meta({ id: 'ToSign' });

/** Ids as they are answered. */
export const ids = { company: id, program: id, receivable: receivableIdText, token: tokenIdText, transfer: id, ask: id } as const;
/** Dates as they are answered. */
export const when = { date, instant } as const;

/** A whole number in an address. */
export const wholeText = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, maximum: most });

/** What asks for a part of a list. */
export const pageFields = {
  after: z.string().max(MAX_CURSOR).optional().meta({ description: 'What the page before answered as `next`.' }),
  limit: wholeText(1, MAX_PAGE)
    .optional()
    .meta({ description: `Items of a page: 1 to ${MAX_PAGE}, ${DEFAULT_PAGE} by default.` }),
};
/** The part of a list that is asked for. */
export const pageQuery = z.strictObject(pageFields);

/** Where the next page begins. */
export const next = z.string().nullable().meta({ description: 'What to send as `after` for the next page; null at the end.' });

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item), next });

/** The page that is asked for. */
export function pageIn({ after, limit }: { readonly after?: string | undefined; readonly limit?: number | undefined }): {
  readonly after: string | null;
  readonly limit: number;
} {
  return { after: after ?? null, limit: limit ?? DEFAULT_PAGE };
}

/** A page under another name than `items`. */
export function named<N extends string, T>(
  name: N,
  { items, next: following }: Page<T>,
): { readonly [K in N]: readonly T[] } & { readonly next: string | null } {
  return { [name]: items, next: following } as never;
}

/** A filter without the fields that were not given. */
export function given<T extends Readonly<Record<string, unknown>>>(filter: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as never;
}
