import type { ChaincodeStub } from 'fabric-shim';
import { Fault } from '../domain/fault';
import { BatchLink } from './batchLink';
import type { PeerWrite } from './batchMessages';

export type { PeerWrite } from './batchMessages';

/** Collection name of public state. */
export const PUBLIC = '';

interface Asked {
  readonly key: string;
  readonly answer: (value: Uint8Array) => void;
  readonly fail: (error: unknown) => void;
}

/** The committed state of one endorsing peer. Public keys that are asked for at the same moment go to it in one message. */
export class PeerState {
  readonly #link: BatchLink | null;
  #asked: Asked[] = [];

  constructor(private readonly stub: ChaincodeStub) {
    this.#link = BatchLink.of(stub);
  }

  /** A key's value, empty when there is none. @throws Fault as {@link readPrivate}; Error with the peer's text */
  read(collection: string, key: string): Promise<Uint8Array> {
    if (collection !== PUBLIC) return readPrivate(this.stub, collection, key);
    return this.#link === null ? this.stub.getState(key) : this.#readTogether(this.#link, key);
  }

  #readTogether(link: BatchLink, key: string): Promise<Uint8Array> {
    const value = new Promise<Uint8Array>((answer, fail) => this.#asked.push({ key, answer, fail }));
    if (this.#asked.length === 1) void Promise.resolve().then(() => this.#readAsked(link));
    return value;
  }

  async #readAsked(link: BatchLink): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    try {
      const values = await link.read(asked.map(({ key }) => key));
      asked.forEach(({ answer }, index) => answer(values[index] as Uint8Array));
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
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
