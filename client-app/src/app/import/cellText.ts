import { MAX_DOCUMENT_NUMBER_CHARACTERS, normaliseDocumentNumber } from '@tierline/chaincode/api';
import { MAX_FIELD_CHARACTERS, MAX_NAME_CHARACTERS } from './limits';
import { RowRefusal } from './refusal';

/** What systems write into a field that has no value. */
const BLANKS: ReadonlySet<string> = new Set(['', '-', 'NA', 'N/A', '#N/A', 'NULL', 'NONE', 'NIL', '无']);
/** Controls, soft hyphen, zero-width and direction marks, lone surrogates, and what could not be decoded. */
const UNSEEN = /(?!\s)\p{Cc}|[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]|\p{Cs}/u;
/** What a spreadsheet takes for a formula, and the fullwidth forms that it takes for the same. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Companies and people whose names were taken out: many different ones under one text. */
const REDACTED = /\bredacted\b|\bwithheld\b|已脱敏|^\*+$/i;
const SPREADSHEET_NUMBER = /^\d(?:[.,]\d+)?E\+?\d+$/i;

/** Whether the cell holds nothing, or a system's word for nothing. */
export function isBlank(cell: string): boolean {
  return BLANKS.has(cell.trim().toUpperCase());
}

/** Whether a spreadsheet would take the cell for a formula. */
export function looksLikeFormula(cell: string): boolean {
  return FORMULA.test(cell);
}

/**
 * A company's name: composed (NFC), spaces joined.
 * @throws RowRefusal when it is missing, redacted, too long, or holds characters that cannot be seen.
 */
export function readName(cell: string, field: string): string {
  if (isBlank(cell)) throw new RowRefusal(field, cell, `the ${field} is missing: name the company`);
  refuseUnseen(cell, field);
  const name = cell.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (name.length > MAX_NAME_CHARACTERS) {
    throw new RowRefusal(field, cell, `the name has more than ${MAX_NAME_CHARACTERS} characters: shorten it`);
  }
  if (REDACTED.test(name)) {
    throw new RowRefusal(field, cell, `the ${field} is redacted: a claim needs the name of the company that it is against or owed to`);
  }
  return name;
}

/** A document's number as printed, and as it is compared. */
export interface DocumentNumber {
  readonly printed: string;
  /** Without separators and leading zeros, upper case: what the ledger takes for the same number. */
  readonly compared: string;
}

/** @throws RowRefusal when it is missing, no number that a document can have, or one that a spreadsheet has spoilt. */
export function readDocumentNumber(cell: string, field: string): DocumentNumber {
  if (isBlank(cell)) throw new RowRefusal(field, cell, 'the document has no number: enter the number that is printed on it');
  refuseUnseen(cell, field);
  if (looksLikeFormula(cell)) {
    throw new RowRefusal(field, cell, 'the number begins like a formula: enter it without the sign in front');
  }
  const printed = cell.normalize('NFC').trim();
  if (SPREADSHEET_NUMBER.test(printed)) {
    throw new RowRefusal(field, cell, 'a spreadsheet has rounded this number: format the column as text and enter it again');
  }
  if (printed.length > MAX_DOCUMENT_NUMBER_CHARACTERS || !/[\p{L}\p{N}]/u.test(printed)) {
    throw new RowRefusal(
      field,
      cell,
      `a number has letters or digits and at most ${MAX_DOCUMENT_NUMBER_CHARACTERS} characters: correct it`,
    );
  }
  if (/\p{Co}|[\u{10000}-\u{10ffff}\v\f\n\r]/u.test(printed)) {
    throw new RowRefusal(field, cell, 'the number holds characters that no number has: correct it');
  }
  return { printed, compared: normaliseDocumentNumber(printed) };
}

/** @throws RowRefusal for a field longer than any field may be. */
export function refuseLongFields(cells: readonly string[]): void {
  const long = cells.find((cell) => cell.length > MAX_FIELD_CHARACTERS);
  if (long !== undefined) throw new RowRefusal('row', long, `a field has more than ${MAX_FIELD_CHARACTERS} characters: shorten it`);
}

function refuseUnseen(cell: string, field: string): void {
  if (UNSEEN.test(cell)) {
    throw new RowRefusal(field, cell, `the ${field} holds a character that cannot be seen or read: type it again`);
  }
}
