import { Fault, fromWire, openedFacts, type Fact, type OpenedFact, type Wire } from '@tierline/chaincode/api';
import type { CommittedTransaction, Ledger } from '../../ports/ledger';

/** A committed transaction as its block tells it. @throws Fault NOT_FOUND */
export async function transactionIn(ledger: Ledger, block: number, transactionId: string): Promise<CommittedTransaction> {
  for await (const { transactions } of ledger.blocks(block)) {
    const found = transactions.find(({ id }) => id === transactionId);
    if (found !== undefined) return found;
    break;
  }
  throw new Fault('NOT_FOUND', { kind: 'transaction', transactionId });
}

/**
 * Every record that a transaction wrote, under its facts root.
 * @throws Fault UNAVAILABLE {reason: 'PRIVATE_DATA'} for who does not hold all that it wrote: only who does can compute the digests beside
 */
export function factsIn(channel: string, { publicWrites, privateWrites, hashedWrites }: CommittedTransaction): readonly OpenedFact[] {
  if (privateWrites.length < hashedWrites.length) throw new Fault('UNAVAILABLE', { reason: 'PRIVATE_DATA' });
  const writes = [...publicWrites.map((write) => ({ collection: '', ...write })), ...privateWrites];
  return openedFacts(
    channel,
    writes.map(({ collection, key, value }) => factOf(`${collection}\n${key}`, value)),
  );
}

/** A stored record as a facts root sees it. */
export function factOf(place: string, value: string | null): Fact {
  if (value === null) return { place, salt: '', record: null };
  const { salt = '', ...record } = fromWire<{ readonly salt?: string }>(JSON.parse(value) as Wire);
  return { place, salt, record };
}
