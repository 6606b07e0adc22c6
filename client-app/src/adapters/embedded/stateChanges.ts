import type { EndorsedPayload, PrivateWrites, StateRecord, Version } from './records';
import { privateKey } from './storeKeys';

/** Records by store key; null for a key that is deleted. */
export type StateChanges = ReadonlyMap<string, StateRecord | null>;

/** What a valid transaction is to a state: its public payload, its private writes, and its place. */
export interface AppliedTransaction {
  /** Its public part. */
  readonly payload: EndorsedPayload;
  /** Its private writes in clear, as far as they are still held. */
  readonly privateWrites: PrivateWrites;
  /** Its place in the chain. */
  readonly version: Version;
}

/**
 * The changes that a valid transaction makes to the committed state, which `current` reads. A key keeps its policy when
 * only its value is written; a policy set on a key that does not exist, or that is deleted, has no effect.
 */
export function changesOf(applied: AppliedTransaction, current: (key: string) => StateRecord | null): StateChanges {
  const { payload, privateWrites, version } = applied;
  const changes = new Map<string, StateRecord | null>();
  for (const { key, value } of payload.writes) {
    changes.set(key, recordOf(value, version, current(key)?.policy ?? null));
  }
  for (const { key, policy } of payload.policies) {
    const record = changes.has(key) ? changes.get(key) : current(key);
    if (record) changes.set(key, { ...record, version, policy });
  }
  for (const [collection, writes] of Object.entries(privateWrites)) {
    for (const { key, value } of writes) changes.set(privateKey(collection, key), recordOf(value, version, null));
  }
  return changes;
}

const recordOf = (value: string | null, version: Version, policy: StateRecord['policy']): StateRecord | null =>
  value === null ? null : { value, version, policy };
