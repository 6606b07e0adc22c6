import { createHmac } from 'node:crypto';
import { Fault } from './fault';
import { invariant } from './invariant';

/** What makes a trade document the one it is: no amount, so that a corrected amount is no new document. */
export interface DocumentIdentity {
  /** The issuer's registration code, upper case. */
  readonly issuerCode: string;
  /** ORDER, CONTRACT, INVOICE, DELIVERY or CREDIT-NOTE. */
  readonly documentType: string;
  /** As printed; 1 to 100 characters. */
  readonly number: string;
  /** The year of its date: numbers start again each year. */
  readonly issueYear: number;
}

/** The most characters that a document's number may have. */
export const MAX_DOCUMENT_NUMBER_CHARACTERS = 100;

const SEPARATORS = /[ \t\u00a0\u3000\-/._\u2010-\u2015\u2212]/g;
const FULLWIDTH = /[\uff01-\uff5e]/g;
const LOWER_CASE = /[a-z]+/g;
/** Controls, soft hyphen, zero-width and direction marks, byte-order mark, lone surrogates: nobody sees them on paper. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const FULLWIDTH_OFFSET = 0xfee0;
const KEY_BYTES = 32;
const FIELD_END = '\u001f';

/**
 * The document's number as two people would agree to read it: fullwidth ASCII made plain, a-z made upper case, spaces and
 * `- / . _` (and the other dashes) taken out, then leading zeros taken out, because systems that export the number as a
 * number lose them. '000' is '0'.
 * @throws Fault MALFORMED when it is empty, too long, nothing but separators, or holds characters that cannot be seen.
 */
export function normaliseDocumentNumber(text: string): string {
  const plain = text
    .slice(0, MAX_DOCUMENT_NUMBER_CHARACTERS + 1)
    .replace(FULLWIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - FULLWIDTH_OFFSET))
    .replace(SEPARATORS, '')
    .replace(LOWER_CASE, (letters) => letters.toUpperCase());
  if (text.length > MAX_DOCUMENT_NUMBER_CHARACTERS || plain === '' || UNSEEN.test(plain)) {
    throw new Fault('MALFORMED', { field: 'number', value: text.slice(0, 40), limit: MAX_DOCUMENT_NUMBER_CHARACTERS });
  }
  return plain.replace(/^0+(?=.)/, '');
}

/**
 * The document's fingerprint, 64 hex digits: HMAC-SHA-256 over issuer code, document type, normalised number and issue
 * year, each ended by U+001F, which none of them can hold.
 * @param key 32 bytes or more; whoever knows it can guess documents.
 * @throws Fault MALFORMED when a part is empty or cannot be told from its neighbours.
 */
export function fingerprintOf(key: Buffer, { issuerCode, documentType, number, issueYear }: DocumentIdentity): string {
  invariant(key.length >= KEY_BYTES, 'a fingerprint key has at least 32 bytes');
  const parts = [
    requirePlain('issuerCode', issuerCode),
    requirePlain('documentType', documentType),
    normaliseDocumentNumber(number),
    requireYear(issueYear),
  ];
  return createHmac('sha256', key)
    .update(parts.map((part) => part + FIELD_END).join(''), 'utf8')
    .digest('hex');
}

function requirePlain(field: string, text: string): string {
  if (!/^[0-9A-Za-z-]{1,40}$/.test(text)) throw new Fault('MALFORMED', { field, value: text.slice(0, 40), limit: '[0-9A-Za-z-]{1,40}' });
  return text;
}

function requireYear(year: number): string {
  if (!Number.isInteger(year) || year < 1900 || year > 2199) {
    throw new Fault('MALFORMED', { field: 'issueYear', value: String(year), limit: '1900..2199' });
  }
  return String(year);
}
