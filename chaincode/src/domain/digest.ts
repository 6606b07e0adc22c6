import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { toWire } from './wire';

/** Canonical JSON text (RFC 8785): one record, one text, on every node. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(toWire(value));
  if (text === undefined) throw new Error('a record cannot be undefined');
  return text;
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
