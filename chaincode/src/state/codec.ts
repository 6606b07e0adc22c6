import { canonicalText } from '../domain/digest';
import { fromWire, type Wire } from '../domain/wire';

/** What every stored record carries: its kind, and the version of its shape. */
export interface Stored {
  readonly kind: string;
  readonly schemaVersion: number;
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
