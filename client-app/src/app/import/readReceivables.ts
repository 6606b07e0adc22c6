import { createHash } from 'node:crypto';
import { Fault, isCurrency } from '@tierline/chaincode/api';
import { importedDocument, settledLines, totalsOf } from './claims';
import { netCreditNotes } from './creditNotes';
import { joinLines, sortOut, type RefusedLine } from './drafts';
import type { ImportedDocument, ImportedFile, OpenCreditNote } from './importedFile';
import { findLayout, type Layout } from './layout';
import { MAX_REFUSED_TOLD, MAX_TERM_DAYS } from './limits';
import { checkMapping, type Mapping } from './mapping';
import { counted, ImportNotes } from './notes';
import { PartyBook, type OwnParty } from './parties';
import { plainText } from './plainText';
import { planReading } from './plan';
import { countRepeatedRows, readRows, type ReadRows } from './readRows';
import { fileFault, refusedRow } from './refusal';
import { RowReader } from './rowReader';
import { parseRows, withPlainLineEnds, type Row } from './sheet';
import { fixedParties, ownSideOf } from './sides';
import { viewOf, type View } from './view';

/** What is known about a file besides its bytes. */
export interface ImportOptions {
  /** Its name, to call it by. */
  readonly fileName: string;
  /** Whose file it is; stronger than the mapping and the header. */
  readonly view?: View | undefined;
  /** ISO 4217 code of rows that name no currency; stronger than the mapping's. */
  readonly currency?: string | undefined;
  readonly mapping?: Mapping | undefined;
  /** Days from issue to due date where the file has no due date: the program's terms. */
  readonly termDays: number;
  /** The program's own company, when the file has no column for it: the debtor of a payable file, the creditor of a receivable one. */
  readonly counterparty?: OwnParty | undefined;
}

/**
 * Reads a receivables file (CSV) without touching anything: the documents that can be submitted, the companies they name,
 * the rows that are refused and why. The same bytes and options give the same result.
 * @throws Fault MALFORMED {file, field, value, limit, reason, mend} when the file as a whole cannot be read.
 */
export function readReceivables(bytes: Uint8Array, options: ImportOptions): ImportedFile {
  try {
    return readFile(bytes, checkOptions(options));
  } catch (error) {
    throw error instanceof Fault ? new Fault(error.code, { file: options.fileName, ...error.details }) : error;
  }
}

/** A file's rows, and all that is known of how to read them. */
interface OpenedFile {
  readonly rows: readonly Row[];
  readonly layout: Layout;
  readonly view: View;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
  readonly notes: ImportNotes;
}

function readFile(bytes: Uint8Array, options: ImportOptions): ImportedFile {
  const mapping = checkMapping(options.mapping ?? {});
  const { encoding, text: written } = plainText(bytes, mapping.encoding);
  const text = withPlainLineEnds(written);
  const layout = findLayout(text, mapping);
  const view = viewOf(layout.columns, options.view ?? mapping.view);
  const notes = new ImportNotes();
  const rows = dataRows(text, layout);
  const opened: OpenedFile = { rows, layout, view, mapping, options, notes };
  const book = new PartyBook(notes, options.counterparty, ownSideOf(view));
  const read = readWithBook(opened, book);
  const claims = claimsOf(opened, read);
  const { documents, openCredits, refused } = claims;
  const parties = book.proposed(keysOf([...documents, ...openCredits]));
  notes.sayOfParties(parties);
  sayOfRows(opened, claims);
  return {
    file: options.fileName,
    digest: createHash('sha256').update(bytes).digest('hex'),
    view,
    encoding,
    delimiter: layout.delimiter,
    read: rows.length,
    accepted: rows.length - refused.length,
    documents,
    parties,
    openCredits,
    refused: refused.slice(0, MAX_REFUSED_TOLD).map(({ row, refusal }) => refusedRow(row, refusal)),
    refusedCount: refused.length,
    totals: totalsOf(documents),
    notes: notes.list(),
  };
}

function dataRows(text: string, { delimiter, headerLine }: Layout): readonly Row[] {
  const rows = parseRows(text, delimiter).filter(({ line }) => line > headerLine);
  if (rows.length > 0) return rows;
  throw fileFault({ field: 'file', value: `header on line ${headerLine}`, reason: 'the file has a header and no rows', mend: 'export it again with its rows' });
}

function readWithBook({ rows, layout, view, mapping, options, notes }: OpenedFile, book: PartyBook): ReadRows {
  const { columns } = layout;
  const currency = options.currency ?? mapping.currency;
  if (currency === undefined && columns.places.currency === undefined) {
    throw fileFault({ field: 'currency', value: columns.header.join(', '), reason: 'no column of the file names the currency', mend: 'pass --currency, such as --currency CNY' });
  }
  const ownSide = ownSideOf(view);
  const fixed = fixedParties(columns, mapping, ownSide, options.counterparty, book);
  const plan = planReading(rows, columns, mapping, { currency, termDays: options.termDays });
  const read = readRows(rows, new RowReader(plan, book, ownSide, fixed));
  const assumed = read.lines.filter(({ termsAssumed, amountMinor }) => termsAssumed && amountMinor > 0n).length;
  if (columns.places.dueDate === undefined) {
    notes.say(`The file has no due dates: each is the ${columns.kind === 'payments' ? 'payment\'s' : 'document\'s'} date and ${options.termDays} days, the program's terms.`);
  } else if (assumed > 0) {
    notes.say(`${counted(assumed, 'row names', 'rows name')} no due date: it is the document's date and ${options.termDays} days, the program's terms.`);
  }
  return read;
}

interface Claims {
  readonly documents: readonly ImportedDocument[];
  readonly openCredits: readonly OpenCreditNote[];
  /** In the order of the file. */
  readonly refused: readonly RefusedLine[];
}

function claimsOf({ layout }: OpenedFile, { lines, spoilt, refused }: ReadRows): Claims {
  const sorted = sortOut(joinLines(lines), spoilt, layout.columns.kind === 'payments');
  const { invoices, openCredits } = netCreditNotes(sorted.good);
  const settled = invoices.filter(({ amountMinor }) => amountMinor === 0n).flatMap(settledLines);
  return {
    documents: invoices.filter(({ amountMinor }) => amountMinor > 0n).map(importedDocument),
    openCredits,
    refused: [...refused, ...sorted.refused, ...settled].sort((a, b) => a.row - b.row),
  };
}

function sayOfRows({ rows, layout, notes }: OpenedFile, { openCredits }: Claims): void {
  if (layout.headerLine > 1) notes.say(`The header is on line ${layout.headerLine}; what stands above it was skipped.`);
  const repeated = countRepeatedRows(rows);
  if (repeated > 0) {
    notes.say(`${counted(repeated, 'row is', 'rows are')} equal in every field to a row above: they count as further lines of the same document.`);
  }
  if (openCredits.length > 0) {
    notes.say(`${counted(openCredits.length, 'credit note stays', 'credit notes stay')} open in whole or in part: as much is blocked from finance.`);
  }
}

function keysOf(named: readonly { readonly creditor: string; readonly debtor: string }[]): ReadonlySet<string> {
  return new Set(named.flatMap(({ creditor, debtor }) => [creditor, debtor]));
}

function checkOptions(options: ImportOptions): ImportOptions {
  const { currency, termDays } = options;
  if (currency !== undefined && !isCurrency(currency)) {
    throw fileFault({ field: 'currency', value: currency, limit: 'ISO 4217', reason: 'this is no currency in use', mend: 'pass a code such as CNY' });
  }
  if (!Number.isInteger(termDays) || termDays < 1 || termDays > MAX_TERM_DAYS) {
    throw fileFault({ field: 'termDays', value: String(termDays), limit: MAX_TERM_DAYS, reason: 'the terms are no number of days', mend: 'pass 1 to 3650 days' });
  }
  return options;
}
