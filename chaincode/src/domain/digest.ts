import { createHmac, hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { toWire } from './wire';

/** Canonical JSON text (RFC 8785): one record, one text, on every node. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(toWire(value));
  if (text === undefined) throw new Error('a record cannot be undefined');
  return text;
}

/** SHA-256 of text in UTF-8 or of bytes, lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** HMAC-SHA-256 under a key given as hex, lower-case hex. */
export function hmac(keyHex: string, text: string): string {
  return createHmac('sha256', Buffer.from(keyHex, 'hex')).update(text, 'utf8').digest('hex');
}
