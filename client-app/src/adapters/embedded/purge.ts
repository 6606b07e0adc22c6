import type { ClearWrite, PrivatePart } from './records';
import type { Store } from './store';
import { hashedKey, namedBy, sha256 } from './storeKeys';

/**
 * The earlier private parts, by store key, without the values of purged keys. `purged` holds store keys of hashes.
 * It reads every private part of the collections concerned: purging is rare.
 */
export async function scrubbedParts(store: Store, purged: ReadonlySet<string>): Promise<ReadonlyMap<string, PrivatePart>> {
  const scrubbed = new Map<string, PrivatePart>();
  for (const collection of new Set([...purged].map((key) => namedBy(key).collection))) {
    for await (const [key, part] of store.privateParts(collection)) {
      const kept = without(part, collection, purged);
      if (kept !== part) scrubbed.set(key, kept);
    }
  }
  return scrubbed;
}

/** A private part without the values of purged keys; the very same part when it holds none. */
export function without(part: PrivatePart, collection: string, purged: ReadonlySet<string>): PrivatePart {
  if (purged.size === 0) return part;
  const isPurged = ({ key, value }: ClearWrite): boolean => value !== null && purged.has(hashedKey(collection, sha256(key)));
  if (!part.some(({ writes }) => writes.some(isPurged))) return part;
  return part.map(({ transaction, writes }) => ({ transaction, writes: writes.filter((write) => !isPurged(write)) }));
}
