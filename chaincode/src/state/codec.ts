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
  return decodeSalted(bytes).record as unknown as T;
}

/** A stored record and its salt; empty for what is public. */
export function decodeSalted(bytes: Uint8Array): { readonly record: object; readonly salt: string } {
  const { salt = '', ...record } = fromWire<{ readonly salt?: string }>(JSON.parse(Buffer.from(bytes).toString('utf8')) as Wire);
  return { record, salt };
}
