import type { Msp } from '@tierline/chaincode/api';
import type { ClearWrite, KeyRead, KeyWrite, PolicySet, PrivateWrites, RangeRead, StateRecord, Version } from './records';
import { byUtf8, hashedKey, justAfter, privateKey, publicKey, sha256, type KeyRange } from './storeKeys';

/** The committed state as of one moment. */
export interface StateView {
  record(storeKey: string): StateRecord | null;
  /** At most `limit` records of the range in byte order. */
  scan(range: KeyRange, limit: number): Promise<readonly (readonly [string, StateRecord])[]>;
}

/** A key-level policy that was set, naming the key in clear. */
export interface ClearPolicy {
  /** Empty for public state. */
  readonly collection: string;
  /** The key as the contract named it. */
  readonly key: string;
  /** The policy's bytes. */
  readonly policy: Buffer;
}

type Written = { readonly value: string | null; readonly purge: boolean };
type Stage = 'OPEN' | 'WROTE' | 'QUERIED';

/**
 * What one run of a contract on one organisation's peer read and wrote. Reads always see the committed state, never this
 * run's own writes; of several writes of a key the last one counts.
 */
export class Simulation {
  private readonly reads = new Map<string, Version | null>();
  private readonly ranges: { start: string; end: string; reads: KeyRead[] }[] = [];
  private readonly publicWrites = new Map<string, Written>();
  private readonly privateWrites = new Map<string, Map<string, Written>>();
  private readonly policies = new Map<string, ClearPolicy>();
  private stage: Stage = 'OPEN';

  /** `peer` is the organisation on which the contract runs. */
  constructor(
    private readonly view: StateView,
    readonly peer: Msp,
  ) {}

  /** Reads a public key. */
  readPublic(key: string): StateRecord | null {
    return this.read(publicKey(key));
  }

  /** Reads the hash of a private key's value. */
  readHash(collection: string, key: string): StateRecord | null {
    return this.read(hashedKey(collection, sha256(key)));
  }

  /** Reads a private value; what is checked at commit is the version of its hash. */
  readPrivate(collection: string, key: string): StateRecord | null {
    const hash = this.readHash(collection, key);
    const clear = this.view.record(privateKey(collection, key));
    if (hash === null) return null;
    if (clear === null || sha256(clear.value) !== hash.value) {
      throw new Error(`private data matching its public hash is not available in collection ${collection}`);
    }
    return clear;
  }

  /** Writes a key, or deletes it with null. `collection` is empty for public state. @throws Error after a query that forbids writes */
  write(collection: string, key: string, value: string | null, purge: boolean): void {
    this.enter('WROTE');
    this.writesOf(collection).set(key, { value, purge });
  }

  /** Sets a key-level policy. @throws Error after a query that forbids writes */
  setPolicy(policy: ClearPolicy): void {
    this.enter('WROTE');
    this.policies.set(storeKeyOf(policy.collection, policy.key), policy);
  }

  /** Declares a private range query or a paginated query. @throws Error in a transaction that wrote */
  beginReadOnlyQuery(): void {
    this.enter('QUERIED');
  }

  /** Declares a range of public state that is read for the phantom check; {@link RangeLog.add} follows for each batch. */
  beginRange(range: KeyRange): RangeLog {
    const log = { start: range.start, end: range.start, reads: [] as KeyRead[] };
    this.ranges.push(log);
    return {
      add: (records, exhausted) => {
        log.reads.push(...records.map(([key, { version }]) => ({ key, version })));
        const last = records.at(-1);
        if (exhausted) log.end = range.end;
        else if (last !== undefined) log.end = justAfter(last[0]);
      },
    };
  }

  /** Scans the committed state. */
  scan(range: KeyRange, limit: number): Promise<readonly (readonly [string, StateRecord])[]> {
    return this.view.scan(range, limit);
  }

  /** Everything that was read, in byte order of the keys. */
  readSet(): { readonly reads: readonly KeyRead[]; readonly ranges: readonly RangeRead[] } {
    return { reads: [...this.reads].map(([key, version]) => ({ key, version })).toSorted(byKey), ranges: this.ranges };
  }

  /** Everything that was written, as all organisations see it, in byte order of the keys. */
  writeSet(): { readonly writes: readonly KeyWrite[]; readonly policies: readonly PolicySet[] } {
    const writes = [...this.publicWrites].map(([key, written]) => ({ key: publicKey(key), ...written }));
    for (const [collection, keys] of this.privateWrites) {
      for (const [key, { value, purge }] of keys) {
        writes.push({ key: hashedKey(collection, sha256(key)), value: value === null ? null : sha256(value), purge });
      }
    }
    const policies = [...this.policies].map(([key, { policy }]) => ({ key, policy: policy.toString('base64') }));
    return { writes: writes.toSorted(byKey), policies: policies.toSorted(byKey) };
  }

  /** Private writes in clear, collections and keys in byte order. */
  clearWrites(): PrivateWrites {
    const collections = [...this.privateWrites].toSorted(([a], [b]) => byUtf8(a, b));
    return Object.fromEntries(collections.map(([collection, keys]) => [collection, clearOf(keys)]));
  }

  /** Policies that were set, naming keys in clear. */
  clearPolicies(): readonly ClearPolicy[] {
    return [...this.policies].toSorted(([a], [b]) => byUtf8(a, b)).map(([, policy]) => policy);
  }

  private read(storeKey: string): StateRecord | null {
    const record = this.view.record(storeKey);
    this.reads.set(storeKey, record?.version ?? null);
    return record;
  }

  private writesOf(collection: string): Map<string, Written> {
    if (collection === '') return this.publicWrites;
    const writes = this.privateWrites.get(collection) ?? new Map<string, Written>();
    this.privateWrites.set(collection, writes);
    return writes;
  }

  private enter(stage: Stage): void {
    if (this.stage !== 'OPEN' && this.stage !== stage) {
      throw new Error('a transaction cannot both write and run a private range query or a paginated query');
    }
    this.stage = stage;
  }
}

/** Records what a range query returned. */
export interface RangeLog {
  /** Adds one batch; `exhausted` when the range holds nothing after it. */
  add(records: readonly (readonly [string, StateRecord])[], exhausted: boolean): void;
}

function storeKeyOf(collection: string, key: string): string {
  return collection === '' ? publicKey(key) : hashedKey(collection, sha256(key));
}

function clearOf(keys: ReadonlyMap<string, Written>): readonly ClearWrite[] {
  return [...keys].map(([key, { value }]) => ({ key, value })).toSorted(byKey);
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return byUtf8(a.key, b.key);
}
