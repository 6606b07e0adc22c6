import { hash } from 'node:crypto';

const PUBLIC = 's/';
const HASHES = 'h/';
const PRIVATE = 'v/';
const BLOCKS = 'b/';
const NUMBER_DIGITS = 16;

/** SHA-256 of UTF-8 text, lower-case hex: how private keys and values are named in public. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The store key of a public key. */
export const publicKey = (key: string): string => PUBLIC + key;
/** The store key of a private key's hash. */
export const hashedKey = (collection: string, keyHash: string): string => `${HASHES}${collection}/${keyHash}`;
/** The store key of a private key's value. */
export const privateKey = (collection: string, key: string): string => `${PRIVATE}${collection}/${key}`;
/** The store key of a block's public part. */
export const blockKey = (number: number): string => BLOCKS + digits(number);
/** Whether a store key is that of a block's public part. */
export const isBlockKey = (key: string): boolean => key.startsWith(BLOCKS);
/** The store key of a block's private part for one collection. */
export const privatePartKey = (collection: string, number: number): string => `p/${collection}/${digits(number)}`;
/** The store key that says which block holds a transaction. */
export const transactionKey = (id: string): string => `t/${id}`;
/** The store key of the newest block's number and hash. */
export const HEAD = 'i/head';

/** A range of store keys, `end` exclusive. */
export interface KeyRange {
  /** First key, inclusive. */
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
}

/** Everything below a prefix that ends in a slash: '0' is the character after '/'. */
export const below = (prefix: string): KeyRange => ({ start: prefix, end: prefix.slice(0, -1) + '0' });
/** All private parts of one collection. */
export const privatePartsOf = (collection: string): KeyRange => below(`p/${collection}/`);
/** All keys of the state: public, hashes, private. */
export const STATE_RANGES: readonly KeyRange[] = [below(PUBLIC), below(HASHES), below(PRIVATE)];

/** A range of public state; an empty `end` means to the last key. */
export function publicRange(start: string, end: string): KeyRange {
  return { start: PUBLIC + start, end: end === '' ? below(PUBLIC).end : PUBLIC + end };
}

/** A range of one collection's private state; an empty `end` means to the last key. */
export function privateRange(collection: string, start: string, end: string): KeyRange {
  const all = below(`${PRIVATE}${collection}/`);
  return { start: all.start + start, end: end === '' ? all.end : all.start + end };
}

/** The first key after `key` in byte order. */
export const justAfter = (key: string): string => `${key}\u0000`;

/** What a store key of the state names: `collection` empty and the key itself, or the collection and the key's hash or key. */
export function namedBy(storeKey: string): { readonly collection: string; readonly key: string } {
  const rest = storeKey.slice(PUBLIC.length);
  if (storeKey.startsWith(PUBLIC)) return { collection: '', key: rest };
  const slash = rest.indexOf('/');
  return { collection: rest.slice(0, slash), key: rest.slice(slash + 1) };
}

const SURROGATE = /[\ud800-\udfff]/;

/** Order of UTF-8 bytes, as peers have it; JavaScript's own order of strings is that of UTF-16, which differs by surrogates only. */
export function byUtf8(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

function digits(number: number): string {
  return number.toString(16).padStart(NUMBER_DIGITS, '0');
}
