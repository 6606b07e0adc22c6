import type { ChaincodeStub } from 'fabric-shim';
import { Fault } from '../domain/fault';
import { BatchLink } from './batchLink';
import type { PeerWrite } from './batchMessages';

/**
 * Promises that may lie between an answer and the next question of those who waited for it. The keys that all of them ask for then
 * still go in one message.
 */
const TURNS = 24;

export type { PeerWrite } from './batchMessages';

/** Collection name of public state. */
export const PUBLIC = '';

interface Asked {
  readonly collection: string;
  readonly key: string;
  readonly answer: (value: Uint8Array) => void;
  readonly fail: (error: unknown) => void;
}

/** The committed state of one endorsing peer. Keys that are asked for at the same moment go to it in one message for each collection. */
export class PeerState {
  readonly #link: BatchLink | null;
  #asked: Asked[] = [];

  constructor(private readonly stub: ChaincodeStub) {
    this.#link = BatchLink.of(stub);
  }

  /** A key's value, empty when there is none. @throws Fault as {@link refusedAsFault}; Error with the peer's text */
  read(collection: string, key: string): Promise<Uint8Array> {
    return this.#link === null ? this.#readOne(collection, key) : this.#readTogether(this.#link, collection, key);
  }

  #readOne(collection: string, key: string): Promise<Uint8Array> {
    return collection === PUBLIC ? this.stub.getState(key) : readPrivate(this.stub, collection, key);
  }

  #readTogether(link: BatchLink, collection: string, key: string): Promise<Uint8Array> {
    const value = new Promise<Uint8Array>((answer, fail) => this.#asked.push({ collection, key, answer, fail }));
    if (this.#asked.length === 1) void this.#readAsked(link);
    return value;
  }

  async #readAsked(link: BatchLink): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
    const asked = this.#asked;
    this.#asked = [];
    const collections = new Set(asked.map(({ collection }) => collection));
    for (const collection of collections) {
      await this.#readPage(
        link,
        collection,
        asked.filter((each) => each.collection === collection),
      );
    }
  }

  async #readPage(link: BatchLink, collection: string, asked: readonly Asked[]): Promise<void> {
    try {
      const [first] = asked;
      const isOne = asked.length === 1 && first !== undefined;
      const values = isOne
        ? [await this.#readOne(collection, first.key)]
        : await this.#readMany(
            link,
            collection,
            asked.map(({ key }) => key),
          );
      asked.forEach(({ answer }, index) => answer(values[index] as Uint8Array));
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }

  #readMany(link: BatchLink, collection: string, keys: readonly string[]): Promise<readonly Uint8Array[]> {
    const values = link.read(collection, keys);
    return collection === PUBLIC ? values : refusedAsFault(collection, values);
  }

  /** Writes in the given order. @throws Error with the peer's text */
  async write(writes: readonly PeerWrite[]): Promise<void> {
    if (this.#link !== null) return this.#link.write(writes);
    for (const write of writes) await this.#writeOne(write);
  }

  async #writeOne(write: PeerWrite): Promise<void> {
    const { collection, key } = write;
    const isPublic = collection === PUBLIC;
    if (write.kind === 'PUT') {
      await (isPublic ? this.stub.putState(key, write.value) : this.stub.putPrivateData(collection, key, write.value));
    } else if (write.kind === 'DELETE') {
      await (isPublic ? this.stub.deleteState(key) : this.stub.deletePrivateData(collection, key));
    } else {
      const policy = Buffer.from(write.policy);
      await (isPublic
        ? this.stub.setStateValidationParameter(key, policy)
        : this.stub.setPrivateDataValidationParameter(collection, key, policy));
    }
  }
}

const readPrivate = (stub: ChaincodeStub, collection: string, key: string): Promise<Uint8Array> =>
  refusedAsFault(collection, stub.getPrivateData(collection, key));

/**
 * Private values. What the peer refuses arrives as an error's text only, so this is the one place that reads it.
 * @throws Fault NOT_AUTHORISED when the caller's organisation is no member; CONDITION_UNMET when there is no such
 *   collection; UNAVAILABLE when this peer does not hold a value.
 */
async function refusedAsFault<T>(collection: string, values: Promise<T>): Promise<T> {
  try {
    return await values;
  } catch (error) {
    const text = String(error);
    if (text.includes('read access permission')) throw new Fault('NOT_AUTHORISED', { need: 'member of the collection', collection });
    if (text.includes('could not be found')) throw new Fault('CONDITION_UNMET', { condition: 'collection-exists', collection });
    if (!text.includes('not available')) throw error;
    throw new Fault('UNAVAILABLE', { collection, reason: 'this peer does not hold the private value' });
  }
}
