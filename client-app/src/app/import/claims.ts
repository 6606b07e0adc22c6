import type { NettedInvoice } from './creditNotes';
import { rowsNamed, type RefusedLine } from './drafts';
import type { CurrencyTotal, ImportedDocument } from './importedFile';
import { RowRefusal } from './refusal';

/** The document that an invoice becomes. */
export function importedDocument({ draft, amountMinor, creditNotes }: NettedInvoice): ImportedDocument {
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
export function settledLines({ draft, creditNotes }: NettedInvoice): readonly RefusedLine[] {
  const { number } = draft.lines[0];
  const credits = creditNotes.map((credit) => `${credit.number} (${rowsNamed(credit.rows)})`).join(', ');
  const refusal = new RowRefusal('number', number.printed,
    `the invoice is settled in full by credit note ${credits}: nothing is left to import; nothing needs to be done`, 'WRONG_STATE');
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
