import type { ChaincodeStub } from 'fabric-shim';
import type { Endorsement } from '../domain/endorsement';
import { hmac } from '../domain/digest';
import { decode, decodeSalted, encode, type Stored } from './codec';
import { factsRoot, type Fact } from '../domain/facts';
import { PeerState, PUBLIC, type PeerWrite } from './peerState';
import { encodePolicy } from './policyBytes';

interface Staged {
  readonly collection: string;
  readonly key: string;
  /** Null = delete. */
  readonly record: Stored | null;
  /** The rule that is set with it; null leaves the key's rule as it is. */
  readonly rule: Endorsement | null;
}

export { PUBLIC } from './peerState';

/**
 * All reads and writes of one transaction. A key is read once and written once: what is read is always committed state,
 * and nothing is written before {@link save}.
 */
export class Journal {
  readonly #reads = new Map<string, Promise<Stored | null>>();
  readonly #staged = new Map<string, Staged>();
  readonly #salts = new Map<string, string>();
  readonly #policies = new Map<string, Buffer>();
  readonly #peer: PeerState;

  /** @param salt 32 bytes, hex, from the transaction's transient data. */
  constructor(
    readonly stub: ChaincodeStub,
    private readonly salt: string,
  ) {
    this.#peer = new PeerState(stub);
  }

  /** The committed record, or null. */
  read<T extends Stored>(collection: string, key: string): Promise<T | null> {
    const place = placeOf(collection, key);
    const known = this.#reads.get(place) ?? this.#load(collection, key);
    this.#reads.set(place, known);
    return known as Promise<T | null>;
  }

  async #load(collection: string, key: string): Promise<Stored | null> {
    const bytes = await this.#peer.read(collection, key);
    return bytes.length === 0 ? null : decode(bytes);
  }

  /** The committed record as a facts root sees it, or null. */
  async fact(collection: string, key: string): Promise<Fact | null> {
    const bytes = await this.#peer.read(collection, key);
    return bytes.length === 0 ? null : { place: placeOf(collection, key), ...decodeSalted(bytes) };
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
    await this.#peer.write(writes.flatMap(([, write]) => this.#writesOf(write)));
    return factsRoot(
      this.stub.getChannelID(),
      writes.map(([place, { collection, key, record }]): Fact => ({ place, salt: this.#saltOf(collection, key) ?? '', record })),
    );
  }

  #writesOf({ collection, key, record, rule }: Staged): readonly PeerWrite[] {
    const write: PeerWrite =
      record === null
        ? { kind: 'DELETE', collection, key }
        : { kind: 'PUT', collection, key, value: this.bytesOf(collection, key, record) };
    return rule === null ? [write] : [write, { kind: 'POLICY', collection, key, policy: this.#policyOf(rule) }];
  }
}

const placeOf = (collection: string, key: string): string => `${collection}\n${key}`;
