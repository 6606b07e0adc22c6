import type { ChaincodeStub } from 'fabric-shim';
import type { Endorsement } from '../domain/endorsement';
import { Fault } from '../domain/fault';
import { hmac } from '../domain/digest';
import { decode, encode, type Stored } from './codec';
import { factsRoot, type Fact } from '../domain/facts';
import { encodePolicy } from './policyBytes';

interface Staged {
  readonly collection: string;
  readonly key: string;
  /** Null = delete. */
  readonly record: Stored | null;
  /** The rule that is set with it; null leaves the key's rule as it is. */
  readonly rule: Endorsement | null;
}

/** Collection name of public state. */
export const PUBLIC = '';

/**
 * All reads and writes of one transaction. A key is read once and written once: what is read is always committed state,
 * and nothing is written before {@link save}.
 */
export class Journal {
  readonly #reads = new Map<string, Promise<Stored | null>>();
  readonly #staged = new Map<string, Staged>();
  readonly #salts = new Map<string, string>();
  readonly #policies = new Map<string, Buffer>();

  /** @param salt 32 bytes, hex, from the transaction's transient data. */
  constructor(
    readonly stub: ChaincodeStub,
    private readonly salt: string,
  ) {}

  /** The committed record, or null. */
  read<T extends Stored>(collection: string, key: string): Promise<T | null> {
    const place = placeOf(collection, key);
    const known = this.#reads.get(place) ?? this.#load(collection, key);
    this.#reads.set(place, known);
    return known as Promise<T | null>;
  }

  async #load(collection: string, key: string): Promise<Stored | null> {
    const bytes = collection === PUBLIC ? await this.stub.getState(key) : await readPrivate(this.stub, collection, key);
    return bytes === undefined || bytes.length === 0 ? null : decode(bytes);
  }

  /** Stages a record. `rule` is given only when it must change. */
  write(collection: string, key: string, record: Stored, rule: Endorsement | null = null): void {
    const place = placeOf(collection, key);
    this.#staged.set(place, { collection, key, record, rule: rule ?? this.#staged.get(place)?.rule ?? null });
  }

  /** Stages a deletion. */
  remove(collection: string, key: string): void {
    this.#staged.set(placeOf(collection, key), { collection, key, record: null, rule: null });
  }

  /** The bytes that a record of this transaction is stored as. */
  bytesOf(collection: string, key: string, record: Stored): Buffer {
    return encode(record, this.#saltOf(collection, key));
  }

  #saltOf(collection: string, key: string): string | null {
    if (collection === PUBLIC) return null;
    const place = placeOf(collection, key);
    const salt = this.#salts.get(place) ?? hmac(this.salt, place);
    this.#salts.set(place, salt);
    return salt;
  }

  /** The policy's bytes; a batch sets the same few rules on many keys. */
  #policyOf(rule: Endorsement): Buffer {
    const text = JSON.stringify(rule);
    const policy = this.#policies.get(text) ?? encodePolicy(rule);
    this.#policies.set(text, policy);
    return policy;
  }

  /** Writes everything once, in the order of collection and key, and answers the facts root of what was written. */
  async save(): Promise<string> {
    const writes = [...this.#staged.entries()].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (const [, write] of writes) await this.#put(write);
    return factsRoot(
      writes.map(([place, { collection, key, record }]): Fact => ({ place, salt: this.#saltOf(collection, key) ?? '', record })),
    );
  }

  async #put({ collection, key, record, rule }: Staged): Promise<void> {
    const bytes = record === null ? null : this.bytesOf(collection, key, record);
    const policy = rule === null ? null : this.#policyOf(rule);
    if (collection === PUBLIC) {
      await (bytes === null ? this.stub.deleteState(key) : this.stub.putState(key, bytes));
      if (policy !== null) await this.stub.setStateValidationParameter(key, policy);
      return;
    }
    await (bytes === null ? this.stub.deletePrivateData(collection, key) : this.stub.putPrivateData(collection, key, bytes));
    if (policy !== null) await this.stub.setPrivateDataValidationParameter(collection, key, policy);
  }
}

/**
 * A private value, or nothing. What the peer refuses arrives as an error's text only, so this is the one place that reads it.
 * @throws Fault NOT_AUTHORISED when the caller's organisation is no member; CONDITION_UNMET when there is no such
 *   collection; UNAVAILABLE when this peer does not hold the value.
 */
async function readPrivate(stub: ChaincodeStub, collection: string, key: string): Promise<Uint8Array> {
  try {
    return await stub.getPrivateData(collection, key);
  } catch (error) {
    const text = String(error);
    if (text.includes('read access permission')) throw new Fault('NOT_AUTHORISED', { need: 'member of the collection', collection });
    if (text.includes('could not be found')) throw new Fault('CONDITION_UNMET', { condition: 'collection-exists', collection });
    if (!text.includes('not available')) throw error;
    throw new Fault('UNAVAILABLE', { collection, reason: 'this peer does not hold the private value' });
  }
}

const placeOf = (collection: string, key: string): string => `${collection}\n${key}`;
