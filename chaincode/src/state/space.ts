import type { Endorsement } from '../domain/endorsement';
import { openedFacts, type OpenedFact } from '../domain/facts';
import { Fault } from '../domain/fault';
import { hmac, sha256 } from '../domain/digest';
import { type Stored } from './codec';
import { PUBLIC, type Journal } from './journal';

/** The first record of a private collection: the secret from which the keys of all others are made. */
interface Root extends Stored {
  readonly kind: 'ROOT';
  readonly schemaVersion: 1;
  /** 32 bytes, hex. */
  readonly keySalt: string;
}

const ROOT_KEY = 'ROOT';

/** A private collection whose keys tell nothing: a type prefix and an HMAC of the id under the collection's own secret. */
export class Space {
  readonly #keys = new Map<string, string>();

  private constructor(
    readonly journal: Journal,
    readonly collection: string,
    private readonly keySalt: string,
  ) {}

  /** Opens an existing space. @throws Fault NOT_FOUND */
  static async open(journal: Journal, collection: string): Promise<Space> {
    const root = await journal.read<Root>(collection, ROOT_KEY);
    if (root === null) throw new Fault('NOT_FOUND', { space: collection });
    return new Space(journal, collection, root.keySalt);
  }

  /** Makes a space; its secret comes from the transaction's salt. @throws Fault WRONG_STATE when there is one. */
  static async create(journal: Journal, collection: string, transactionSalt: string): Promise<Space> {
    if ((await journal.read(collection, ROOT_KEY)) !== null)
      throw new Fault('WRONG_STATE', { current: 'OPEN', allowed: ['NEW'], space: collection });
    const keySalt = hmac(transactionSalt, `keys\n${collection}`);
    const root: Root = { kind: 'ROOT', schemaVersion: 1, keySalt };
    journal.write(collection, ROOT_KEY, root);
    return new Space(journal, collection, keySalt);
  }

  /** The storage key of a record. */
  keyOf(kind: string, id: string): string {
    const name = `${kind}\n${id}`;
    const key = this.#keys.get(name) ?? `${kind}-${hmac(this.keySalt, name)}`;
    this.#keys.set(name, key);
    return key;
  }

  /** A digest of something private of this space that may stand in public. */
  digestOf(what: string, id: string): string {
    return hmac(this.keySalt, `digest\n${what}\n${id}`);
  }

  /** The committed record, or null. */
  find<T extends Stored>(kind: T['kind'], id: string): Promise<T | null> {
    return this.journal.read<T>(this.collection, this.keyOf(kind, id));
  }

  /** The committed record as a facts root sees it, a document's head and parts each on their own; none when there is none. */
  facts(kind: string, id: string): Promise<readonly OpenedFact[]> {
    return this.#facts(this.collection, this.keyOf(kind, id));
  }

  /** As {@link facts}, of public state. */
  publicFacts(key: string): Promise<readonly OpenedFact[]> {
    return this.#facts(PUBLIC, key);
  }

  async #facts(collection: string, key: string): Promise<readonly OpenedFact[]> {
    const fact = await this.journal.fact(collection, key);
    return fact === null ? [] : openedFacts(this.journal.stub.getChannelID(), [fact]);
  }

  /** The committed record. @throws Fault NOT_FOUND naming kind and id. */
  async get<T extends Stored>(kind: T['kind'], id: string): Promise<T> {
    const record = await this.find<T>(kind, id);
    if (record === null) throw new Fault('NOT_FOUND', { kind, id });
    return record;
  }

  /** Stages a record; `rule` is given only when it must change. */
  put(record: Stored, id: string, rule: Endorsement | null = null): void {
    this.journal.write(this.collection, this.keyOf(record.kind, id), record, rule);
  }

  /** The key of a record and the SHA-256 of the bytes that this transaction stores it as, hex. */
  sealOf(record: Stored, id: string): { readonly key: string; readonly hash: string } {
    const key = this.keyOf(record.kind, id);
    return { key, hash: sha256(this.journal.bytesOf(this.collection, key, record)) };
  }

  /** Stages a deletion. */
  remove(kind: string, id: string): void {
    this.journal.remove(this.collection, this.keyOf(kind, id));
  }
}
