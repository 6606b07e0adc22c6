import { Fault } from '@tierline/chaincode/api';
import type { CommittedBlock, CommittedTransaction, HashedWrite, PrivateWrite } from '../../ports/ledger';
import type { BlockBody, BlockTransaction, EndorsedPayload, KeyWrite } from './records';
import type { Store } from './store';
import { namedBy } from './storeKeys';

/** A committed block as a member of the given collections sees it. @throws Fault NOT_FOUND */
export function blockView(store: Store, number: number, collections: readonly string[]): CommittedBlock {
  const stored = store.block(number);
  if (stored === null) throw new Fault('NOT_FOUND', { block: number });
  const body = JSON.parse(stored.text) as BlockBody;
  const privateWrites = privateWritesByTransaction(store, number, collections);
  return {
    number,
    previousHash: body.previousHash,
    hash: stored.hash,
    transactions: body.transactions.map((transaction, index) => transactionView(transaction, privateWrites.get(index) ?? [])),
  };
}

function transactionView({ payload, endorsements, code }: BlockTransaction, privateWrites: readonly PrivateWrite[]): CommittedTransaction {
  return {
    id: payload.transactionId,
    timestamp: payload.timestamp,
    name: payload.name,
    creator: payload.creator.msp,
    endorsers: endorsements.map(({ msp }) => msp),
    code,
    publicWrites: payload.writes.filter((write) => !isHashed(write)).map(({ key, value }) => ({ key: namedBy(key).key, value })),
    hashedWrites: hashedWritesOf(payload),
    privateWrites,
    policyWrites: payload.policies.map(({ key }) => namedBy(key)),
    event: payload.event,
  };
}

function hashedWritesOf({ writes }: EndorsedPayload): readonly HashedWrite[] {
  return writes.filter(isHashed).map(({ key, value }) => {
    const { collection, key: keyHash } = namedBy(key);
    return { collection, keyHash, valueHash: value };
  });
}

function privateWritesByTransaction(
  store: Store,
  number: number,
  collections: readonly string[],
): ReadonlyMap<number, readonly PrivateWrite[]> {
  const found = new Map<number, PrivateWrite[]>();
  for (const collection of collections) {
    for (const { transaction, writes } of store.privatePart(collection, number)) {
      found.set(transaction, [...(found.get(transaction) ?? []), ...writes.map((write) => ({ collection, ...write }))]);
    }
  }
  return found;
}

function isHashed({ key }: KeyWrite): boolean {
  return namedBy(key).collection !== '';
}
