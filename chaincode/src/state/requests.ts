import type { Agreed, Signed, VerifiedConsent } from '../domain/consent';
import { Fault } from '../domain/fault';
import type { Wire } from '../domain/wire';
import { canonicalText, hmac, sha256 } from '../domain/digest';
import { type Stored } from './codec';

/** A request that was applied: a repeat is answered from here, a near repeat is refused. */
export interface RequestRecord extends Stored {
  readonly kind: 'REQUEST';
  readonly schemaVersion: 1;
  /** Transaction that applied it. */
  readonly transaction: string;
  readonly count: number;
  /** Secret of the digests, hex. */
  readonly digestSalt: string;
  /** Salted digest of each top-level field of its input. */
  readonly fields: { readonly [name: string]: string };
  /** What the person who asked for it agreed to; absent where no signature was given. */
  readonly consent?: Agreed;
  /** His signature, a field of its own under the facts root: a proof can show it and none of what was agreed to. */
  readonly signed?: Signed;
}

/** The id under which a request is stored. */
export function requestKey(msp: string, company: string, requestId: string): string {
  return sha256(`${msp}\n${company}\n${requestId}`);
}

/** The record of a request that is applied now. */
export function requestRecord(
  input: { readonly [name: string]: Wire },
  name: string,
  transaction: string,
  count: number,
  digestSalt: string,
  verified: VerifiedConsent | null,
): RequestRecord {
  return { kind: 'REQUEST', schemaVersion: 1, transaction, count, digestSalt, fields: digests(input, name, digestSalt), ...verified };
}

/** @throws Fault REQUEST_REPLAYED_DIFFERENT naming the fields that differ from the request that was applied. */
export function requireSame(applied: RequestRecord, input: { readonly [name: string]: Wire }, name: string): void {
  const now = digests(input, name, applied.digestSalt);
  const names = [...new Set([...Object.keys(now), ...Object.keys(applied.fields)])].sort();
  const differs = names.filter((field) => now[field] !== applied.fields[field]);
  if (differs.length > 0) throw new Fault('REQUEST_REPLAYED_DIFFERENT', { differs });
}

function digests(input: { readonly [name: string]: Wire }, name: string, salt: string): { readonly [name: string]: string } {
  // A repeat may be signed anew: what it asks for is the same.
  const { consent: _consent, ...asked } = input;
  const entries = Object.entries({ ...asked, transaction: name });
  return Object.fromEntries(entries.map(([field, value]) => [field, hmac(salt, `${field}\n${canonicalText(value)}`)]));
}
