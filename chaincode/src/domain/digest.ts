import { createHmac, hash } from 'node:crypto';

/**
 * Canonical JSON text (RFC 8785) of a record's wire form: one record, one text, on every node. Bigint become digit strings,
 * undefined fields are left out. Every byte that is stored or hashed comes from here, so it is written in one pass.
 * @throws Error for what a record cannot hold: undefined itself, a number that is not finite, a function
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? listText(value) : fieldsText(value);
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a record cannot hold a number that is not finite');
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new Error(`a record cannot hold a value of type ${typeof value}`);
  return text;
}

function listText(list: readonly unknown[]): string {
  let text = '';
  for (const value of list) text += `${text === '' ? '' : ','}${canonicalText(value)}`;
  return `[${text}]`;
}

function fieldsText(record: object): string {
  const fields = record as { readonly [name: string]: unknown };
  let text = '';
  // The default order of sort is that of UTF-16 code units, as RFC 8785 has it.
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name];
    if (value !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalText(value)}`;
  }
  return `{${text}}`;
}

/** SHA-256 of text in UTF-8 or of bytes, lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** HMAC-SHA-256 under a key given as hex, lower-case hex. */
export function hmac(keyHex: string, text: string): string {
  return createHmac('sha256', Buffer.from(keyHex, 'hex')).update(text, 'utf8').digest('hex');
}
