import { SigningRefusal } from './refusal';
import type { SealedKey } from './sealed';

/** A sealed key of somebody who uses this browser. */
export interface KeptKey extends SealedKey {
  /** EIP-55. */
  readonly address: string;
  /** Who made it: the user of {@link Me}. Another person who signs in here is not shown it. */
  readonly owner: string;
}

const DATABASE = 'tierline-keys';
const SHELF = 'keys';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(SHELF, { keyPath: ['owner', 'address'] }));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new SigningRefusal('NO_STORE')));
  });
}

async function within<T>(mode: IDBTransactionMode, work: (shelf: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(SHELF, mode);
      const request = work(transaction.objectStore(SHELF));
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () => reject(new SigningRefusal('NO_STORE')));
    });
  } finally {
    database.close();
  }
}

/** The keys that a person keeps in this browser. @throws SigningRefusal NO_STORE */
export async function keysKept(owner: string): Promise<readonly KeptKey[]> {
  const all = await within('readonly', (shelf) => shelf.getAll() as IDBRequest<KeptKey[]>);
  return all.filter((key) => key.owner === owner);
}

/** Keeps a key, and asks the browser not to clear it away when room is short. @throws SigningRefusal NO_STORE */
export async function keepKey(key: KeptKey): Promise<void> {
  await within('readwrite', (shelf) => shelf.put(key));
  await navigator.storage?.persist?.();
}

/** Takes a key off this browser. @throws SigningRefusal NO_STORE */
export async function dropKey({ owner, address }: Pick<KeptKey, 'owner' | 'address'>): Promise<void> {
  await within('readwrite', (shelf) => shelf.delete([owner, address]));
}
