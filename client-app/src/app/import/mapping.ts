import { z } from 'zod';
import { isCurrency } from '@tierline/chaincode/api';
import { ENCODINGS } from './encoding';
import { MAX_MAPPING_CHARACTERS, MAX_NAME_CHARACTERS } from './limits';
import { fileFault } from './refusal';
import { DELIMITERS } from './sheet';

const MAX_HEADER_CHARACTERS = 200;

/** The header of a column, as it stands in the file; null: the file has no such column, whatever its headers say. */
const column = z.string().min(1).max(MAX_HEADER_CHARACTERS).nullable().optional();

/** A company that the file does not name: its name, and its USCC, LEI or VAT number if known. */
const party = z.strictObject({
  name: z.string().min(1).max(MAX_NAME_CHARACTERS),
  code: z.string().min(2).max(40).optional(),
});

/**
 * A mapping file: JSON that says what the header of a receivables file leaves open. Everything is optional; what it does
 * not say is found by well-known names and by the values of whole columns.
 *
 * ```json
 * {
 *   "view": "receivable",
 *   "currency": "GBP",
 *   "columns": { "number": "Beleg", "issueDate": "Datum", "debtor": "Kunde", "amount": { "product": ["Menge", "Preis"] } },
 *   "creditor": { "name": "Example Trading Ltd" },
 *   "dateOrder": "day-first",
 *   "decimal": ","
 * }
 * ```
 */
export const mappingSchema = z.strictObject({
  /** `payable`: a core's file, one debtor and many creditors; `receivable`: a supplier's, one creditor and many debtors. */
  view: z.enum(['payable', 'receivable']).optional(),
  /** `payments`: rows are payments, and one number may occur with several dates and parties. `invoices`: it may not. */
  kind: z.enum(['invoices', 'payments']).optional(),
  /** ISO 4217 code of rows that name no currency. */
  currency: z.string().refine(isCurrency, 'is no ISO 4217 currency in use').optional(),
  /** The file's encoding, when its bytes do not show it. */
  encoding: z.enum(ENCODINGS).optional(),
  /** What stands between two fields, when the header does not show it. */
  delimiter: z.enum(DELIMITERS).optional(),
  /** Which column holds what, by header. */
  columns: z
    .strictObject({
      /** The document's number. */
      number: column,
      /** The date of the invoice, or of the payment in a list of payments. */
      issueDate: column,
      /** The date on which it is due; without it the program's terms hold. */
      dueDate: column,
      /** Name of the company that is owed. */
      creditor: column,
      /** USCC, LEI or VAT number of the company that is owed; other codes identify it only when it has no name. */
      creditorCode: column,
      /** Name of the company that owes. */
      debtor: column,
      /** Like creditorCode, of the company that owes. */
      debtorCode: column,
      /** The amount with tax; or the two columns, such as quantity and unit price, whose exact product it is. */
      amount: z
        .union([
          z.string().min(1).max(MAX_HEADER_CHARACTERS),
          z.strictObject({
            product: z.tuple([z.string().min(1).max(MAX_HEADER_CHARACTERS), z.string().min(1).max(MAX_HEADER_CHARACTERS)]),
          }),
        ])
        .optional(),
      /** ISO 4217 code. */
      currency: column,
      /** What tells a credit note from an invoice. */
      type: column,
      /** What tells a void invoice. */
      status: column,
      /** Of a credit note: the number of the invoice that it credits. */
      reference: column,
    })
    .optional(),
  /** The creditor of every row, whatever the columns say. */
  creditor: party.optional(),
  /** The debtor of every row, whatever the columns say. */
  debtor: party.optional(),
  /** How dates that do not begin with the year are written: `day-first` 31/12/2026, `month-first` 12/31/2026. */
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  /** What stands before the fraction of an amount; the other sign then stands between thousands. */
  decimal: z.enum(['.', ',']).optional(),
});

/** What a mapping file says: {@link mappingSchema}. */
export type Mapping = z.infer<typeof mappingSchema>;

/**
 * The mapping that a mapping file's text says.
 * @throws Fault MALFORMED naming the property that is wrong.
 */
export function parseMapping(text: string): Mapping {
  if (text.length > MAX_MAPPING_CHARACTERS) {
    throw fileFault({
      field: 'mapping',
      limit: MAX_MAPPING_CHARACTERS,
      reason: 'the mapping file is too long',
      mend: 'leave only the mapping in it',
    });
  }
  return checkMapping(readJson(text.replace(/^\ufeff/, '')));
}

/** The mapping, when it is one. @throws Fault MALFORMED naming the property that is wrong. */
export function checkMapping(value: unknown): Mapping {
  const checked = mappingSchema.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const path = ['mapping', ...(issue?.path ?? [])].join('.');
  throw fileFault({ field: path, reason: issue?.message ?? 'it is no mapping', mend: 'correct this property of the mapping file' });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw fileFault({ field: 'mapping', value: text, reason: 'the mapping file is no JSON', mend: `correct it: ${error.message}` });
  }
}
