import type { Endorsement, Msp } from '@tierline/chaincode/api';
import type { Json } from '../../ports/ledger';
import type { EndorsedTransaction, Run } from './endorser';
import { decodePolicy } from './policyBytes';
import type { ClearWrite, PrivateWrites } from './records';
import { namedBy } from './storeKeys';

/** One key written, its value as JSON where it is JSON, else as text; null when deleted. */
export interface ReadableWrite {
  /** The key as the contract named it. */
  readonly key: string;
  /** What was written. */
  readonly value: Json;
}

/** What a transaction would read and write, readable, keys in byte order. */
export interface Simulated {
  /** The id that it would have had. */
  readonly transactionId: string;
  /** The contract's return value. */
  readonly result: Json;
  /** Who ran it, all with the same outcome. */
  readonly endorsers: readonly Msp[];
  /** Public keys read, and private ones by `collection/keyHash`. */
  readonly reads: readonly string[];
  /** Public ranges read; `end` is exclusive. */
  readonly ranges: readonly { readonly start: string; readonly end: string; readonly count: number }[];
  /** Public keys written. */
  readonly publicWrites: readonly ReadableWrite[];
  /** Private keys written, by collection. */
  readonly privateWrites: Readonly<Record<string, readonly ReadableWrite[]>>;
  /** `collection` is empty for public keys; private keys are named in clear. */
  readonly policies: readonly { readonly collection: string; readonly key: string; readonly policy: Endorsement }[];
  /** The one event, its payload as JSON where it is JSON. */
  readonly event: { readonly name: string; readonly payload: Json } | null;
}

/** An endorsed transaction in readable form. */
export function simulated({ payload, endorsements, privateWrites }: EndorsedTransaction, { simulation }: Run): Simulated {
  return {
    transactionId: payload.transactionId,
    result: jsonOrText(payload.result),
    endorsers: endorsements.map(({ msp }) => msp),
    reads: payload.reads.map(({ key }) => named(key)),
    ranges: payload.ranges.map(({ start, end, reads }) => ({ start: named(start), end: named(end), count: reads.length })),
    publicWrites: payload.writes
      .filter(({ key }) => namedBy(key).collection === '')
      .map(({ key, value }) => readable({ key: namedBy(key).key, value })),
    privateWrites: readablePrivate(privateWrites),
    policies: simulation.clearPolicies().map(({ collection, key, policy }) => ({ collection, key, policy: decodePolicy(policy) })),
    event: payload.event === null ? null : { name: payload.event.name, payload: jsonOrText(payload.event.payload) },
  };
}

function readablePrivate(writes: PrivateWrites): Simulated['privateWrites'] {
  return Object.fromEntries(Object.entries(writes).map(([collection, keys]) => [collection, keys.map(readable)]));
}

function readable({ key, value }: ClearWrite): ReadableWrite {
  return { key, value: value === null ? null : jsonOrText(value) };
}

function named(storeKey: string): string {
  const { collection, key } = namedBy(storeKey);
  return collection === '' ? key : `${collection}/${key}`;
}

function jsonOrText(text: string): Json {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
