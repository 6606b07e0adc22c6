import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { fromWire, toWire, type Wire } from '../domain/wire';

/** What every stored record carries: its kind, and the version of its shape. */
export interface Stored {
  readonly kind: string;
  readonly schemaVersion: number;
}

/** Canonical JSON text (RFC 8785): one record, one text, on every node. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(toWire(value));
  if (text === undefined) throw new Error('a record cannot be undefined');
  return text;
}

/** The stored bytes of a record: canonical JSON with its salt. */
export function encode(record: Stored, salt: string | null): Buffer {
  return Buffer.from(canonicalText(salt === null ? record : { ...record, salt }), 'utf8');
}

/** A stored record without its salt. */
export function decode<T extends Stored>(bytes: Uint8Array): T {
  const { salt: _salt, ...record } = fromWire<T & { salt?: string }>(JSON.parse(Buffer.from(bytes).toString('utf8')) as Wire);
  return record as unknown as T;
}

/** SHA-256, lower-case hex. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** HMAC-SHA-256 under a key given as hex, lower-case hex. */
export function hmac(keyHex: string, text: string): string {
  return createHmac('sha256', Buffer.from(keyHex, 'hex')).update(text, 'utf8').digest('hex');
}
