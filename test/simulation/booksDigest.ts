import { RECORD_KINDS, sha256, type Msp } from '@tierline/chaincode/api';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';

/** A digest of all that an organisation reads in a store: every form of every record, and how far it was read. */
export async function booksDigest(store: ReadStore, msp: Msp): Promise<string> {
  const reader = store.readerFor(msp);
  const { height, lastHash } = await store.position();
  const parts = [`${height} ${lastHash}`];
  for (const kind of RECORD_KINDS) parts.push(sha256(textOf(await reader.histories(kind))));
  return sha256(parts.join('\n'));
}

const textOf = (value: unknown): string => JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
