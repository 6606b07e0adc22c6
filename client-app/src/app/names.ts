import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that an id can be read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/**
 * A short id that people can type: `TRF-3K7Q2M9XWD`, 50 bits. From a request id it is always the same for one company, so
 * that the repeat of a request names the same thing, and another company's request with the same id another one; the ledger refuses
 * an id that is taken.
 */
export function shortId(prefix: string, company: string, requestId: string | null): string {
  const bytes = requestId === null ? randomBytes(LENGTH) : createHash('sha256').update(`${prefix}\n${company}\n${requestId}`).digest();
  return `${prefix}-${Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')}`;
}
