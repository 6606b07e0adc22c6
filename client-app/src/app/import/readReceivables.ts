import { createHash } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import { claimsOf, totalsOf } from './claims';
import type { ImportedFile } from './importedFile';
import { checkOptions, type ImportOptions } from './importOptions';
import { MAX_REFUSED_TOLD } from './limits';
import { ImportNotes } from './notes';
import { openFile, type OpenedFile } from './openedFile';
import { PartyBook } from './parties';
import { planReading } from './plan';
import { readRows, type ReadRows } from './readRows';
import { refusedRow } from './refusal';
import { RowReader } from './rowReader';
import { fixedParties, ownSideOf } from './sides';

/**
 * Reads a receivables file (CSV) without touching anything: the documents that can be submitted, the companies they name,
 * the rows that are refused and why. The same bytes and options give the same result.
 * @throws Fault MALFORMED {file, field, value, limit, reason, mend} when the file as a whole cannot be read.
 */
export function readReceivables(bytes: Uint8Array, options: ImportOptions): ImportedFile {
  try {
    checkOptions(options);
    return readFile(bytes, options);
  } catch (error) {
    throw error instanceof Fault ? new Fault(error.code, { file: options.fileName, ...error.details }) : error;
  }
}

function readFile(bytes: Uint8Array, options: ImportOptions): ImportedFile {
  const opened = openFile(bytes, options);
  const { rows, layout, view, encoding } = opened;
  const notes = new ImportNotes();
  const book = new PartyBook(notes, options.counterparty, ownSideOf(view));
  const read = readWithBook(opened, options, book);
  const { documents, openCredits, refused } = claimsOf(read, layout.columns.kind === 'payments');
  const named = new Set([...documents, ...openCredits].flatMap(({ creditor, debtor }) => [creditor, debtor]));
  const parties = book.proposed(named);
  notes.sayOfRows(layout, rows, documents);
  notes.sayOfDocuments(layout, documents, openCredits, options.termDays);
  notes.sayOfParties(parties);
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

function readWithBook({ rows, layout, view, mapping, currency }: OpenedFile, options: ImportOptions, book: PartyBook): ReadRows {
  const ownSide = ownSideOf(view);
  const fixed = fixedParties(layout.columns, mapping, ownSide, options.counterparty, book);
  const plan = planReading(rows, layout.columns, mapping, { currency, termDays: options.termDays });
  return readRows(rows, new RowReader(plan, book, ownSide, fixed));
}
