import { netCreditNotes, type NettedInvoice } from './creditNotes';
import { joinLines, rowsNamed, sortOut, type RefusedLine } from './drafts';
import type { CurrencyTotal, ImportedDocument, OpenCreditNote } from './importedFile';
import type { ReadRows } from './readRows';
import { RowRefusal } from './refusal';

/** What the rows of a file come to. */
export interface Claims {
  readonly documents: readonly ImportedDocument[];
  readonly openCredits: readonly OpenCreditNote[];
  /** In the order of the file. */
  readonly refused: readonly RefusedLine[];
}

/**
 * Joins rows to documents and nets credit notes.
 * @param mayRepeat whether one number may occur with several dates and parties, as in a list of payments.
 */
export function claimsOf({ lines, spoilt, refused }: ReadRows, mayRepeat: boolean): Claims {
  const sorted = sortOut(joinLines(lines), spoilt, mayRepeat);
  const { invoices, openCredits } = netCreditNotes(sorted.good);
  const settled = invoices.filter(({ amountMinor }) => amountMinor === 0n).flatMap(settledLines);
  return {
    documents: invoices.filter(({ amountMinor }) => amountMinor > 0n).map(importedDocument),
    openCredits,
    refused: [...refused, ...sorted.refused, ...settled].sort((a, b) => a.row - b.row),
  };
}

/** The document that an invoice becomes. */
function importedDocument({ draft, amountMinor, creditNotes }: NettedInvoice): ImportedDocument {
  const [first] = draft.lines;
  return {
    number: first.number.printed,
    issueDate: first.issueDate,
    dueDate: first.dueDate,
    currency: first.currency,
    amountMinor,
    invoicedMinor: draft.amountMinor,
    creditedMinor: draft.amountMinor - amountMinor,
    creditNotes,
    creditor: first.creditor.key,
    debtor: first.debtor.key,
    rows: draft.lines.map(({ row }) => row),
    termsAssumed: draft.lines.some(({ termsAssumed }) => termsAssumed),
  };
}

/** The rows of an invoice of which credit notes leave nothing, refused as such. */
function settledLines({ draft, creditNotes }: NettedInvoice): readonly RefusedLine[] {
  const { number } = draft.lines[0];
  const credits = creditNotes.map((credit) => `${credit.number} (${rowsNamed(credit.rows)})`).join(', ');
  const refusal = new RowRefusal(
    'number',
    number.printed,
    `the invoice is settled in full by credit note ${credits}: nothing is left to import; nothing needs to be done`,
    'WRONG_STATE',
  );
  return draft.lines.map(({ row }) => ({ row, refusal }));
}

/** Count and net amount of the documents, by currency. */
export function totalsOf(documents: readonly ImportedDocument[]): readonly CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>();
  for (const { currency, amountMinor } of documents) {
    const total = totals.get(currency);
    totals.set(currency, { currency, count: (total?.count ?? 0) + 1, amountMinor: (total?.amountMinor ?? 0n) + amountMinor });
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
