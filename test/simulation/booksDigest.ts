import { sha256, type Msp, type RecordKind } from '@tierline/chaincode/api';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';

const KINDS: Readonly<Record<RecordKind, true>> = {
  COMPANY: true,
  'PROGRAM-HEAD': true,
  PROGRAM: true,
  POLICY: true,
  CALENDAR: true,
  PROPOSAL: true,
  FINGERPRINT: true,
  SCHEDULE: true,
  RESTING: true,
  TOKEN: true,
  TRANSFER: true,
  ASK: true,
  OFFER: true,
  'DEAL-TERMS': true,
  REGISTRATION: true,
  PAYOUT: true,
  'DEAL-CLOSURE': true,
  'CREDIT-LIMIT': true,
  SETTLEMENT: true,
  REDUCTION: true,
  'OPEN-CREDIT': true,
  'CORE-STANDING': true,
  'FROZEN-RESULT': true,
};

/** A digest of all that an organisation reads in a store: every form of every record, and how far it was read. */
export async function booksDigest(store: ReadStore, msp: Msp): Promise<string> {
  const reader = store.readerFor(msp);
  const { height, lastHash } = await store.position();
  const parts = [`${height} ${lastHash}`];
  for (const kind of Object.keys(KINDS) as RecordKind[]) parts.push(sha256(textOf(await reader.histories(kind))));
  return sha256(parts.join('\n'));
}

const textOf = (value: unknown): string => JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
