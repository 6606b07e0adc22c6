import {
  collectionConfigs,
  fromWire,
  idOfRecord,
  isRecordKind,
  sha256,
  type AnyRecord,
  type Msp,
  type NetworkDefinition,
} from '@tierline/chaincode/api';
import type { MissingWrite, ProjectedBlock, ProjectedTransaction, ProjectedWrite, WriteMoment, WrittenRecord } from '../ports/projected';
import type { CommittedBlock, CommittedTransaction } from '../ports/ledger';
import { lookupsOf } from './lookups';
import { receivablesIn, tokensIn } from './views';

/** Who may see what lies in a scope, and whether this process should have received it. */
export interface Memberships {
  readonly readersOf: (scope: string) => readonly Msp[];
  readonly isEntitledTo: (collection: string) => boolean;
}

/** The memberships of a network. @param entitled the collections whose values this process receives */
export function membershipsOf(network: NetworkDefinition, entitled: ReadonlySet<string>): Memberships {
  const everybody = network.organisations.map(({ msp }) => msp);
  const members = new Map(collectionConfigs(network).map((config) => [config.name, config.members]));
  return {
    readersOf: (scope) => (scope === '' ? everybody : (members.get(scope) ?? [])),
    isEntitledTo: (collection) => entitled.has(collection),
  };
}

/** A committed block as the read model keeps it. */
export function projected(block: CommittedBlock, memberships: Memberships): ProjectedBlock {
  const valid = block.transactions.flatMap((transaction, place) =>
    transaction.code === 'VALID' ? [{ transaction, at: momentOf(block.number, transaction, place) }] : [],
  );
  return {
    number: block.number,
    hash: block.hash,
    previousHash: block.previousHash,
    transactions: block.transactions.map(projectedTransaction),
    writes: valid.flatMap(({ transaction, at }) => writesOf(transaction, at, memberships)),
    missing: valid.flatMap(({ transaction, at }) => missingOf(transaction, at, memberships)),
  };
}

function momentOf(block: number, { id, name, timestamp }: CommittedTransaction, place: number): WriteMoment {
  return { block, place, transactionId: id, transaction: name, timestamp };
}

function projectedTransaction(transaction: CommittedTransaction, place: number): ProjectedTransaction {
  const { id, name, timestamp, creator, endorsers, code, event } = transaction;
  return { id, place, name, timestamp, creator, endorsers, code, event: event === null ? null : eventOf(event.payload) };
}

/** What an event of the contracts tells; null for an event of any other shape. */
function eventOf(payload: string): ProjectedTransaction['event'] {
  const { program, count, factsRoot } = JSON.parse(payload) as Partial<Record<string, unknown>>;
  if (typeof count !== 'number' || typeof factsRoot !== 'string') return null;
  return { program: typeof program === 'string' ? program : null, count, factsRoot };
}

/** The writes of a valid transaction that change a record which clients read. */
export function writesOf(transaction: CommittedTransaction, at: WriteMoment, memberships: Memberships): ProjectedWrite[] {
  const all = [
    ...transaction.publicWrites.map((write) => ({ ...write, scope: '' })),
    ...transaction.privateWrites.map((write) => ({ ...write, scope: write.collection })),
  ];
  return all.flatMap(({ scope, key, value }) => {
    const written = value === null ? null : writtenRecord(value);
    return written === 'OTHER' ? [] : [{ scope, key, keyHash: sha256(key), at, readers: memberships.readersOf(scope), written }];
  });
}

/** A stored value as a record; OTHER for what only the contracts read. */
function writtenRecord(value: string): WrittenRecord | 'OTHER' {
  const parsed = JSON.parse(value) as { readonly kind?: string };
  if (parsed.kind === undefined || !isRecordKind(parsed.kind)) return 'OTHER';
  const { salt: _salt, ...record } = fromWire<AnyRecord & { readonly salt?: string }>(parsed);
  return writtenOf(record);
}

function writtenOf(record: AnyRecord): WrittenRecord {
  return {
    kind: record.kind,
    id: idOfRecord(record),
    record,
    lookups: lookupsOf(record),
    receivables: receivablesIn(record),
    tokens: tokensIn(record),
  };
}

function missingOf(transaction: CommittedTransaction, at: WriteMoment, { isEntitledTo, readersOf }: Memberships): MissingWrite[] {
  const entitled = transaction.hashedWrites.filter(({ collection }) => isEntitledTo(collection));
  if (entitled.length === transaction.privateWrites.length) return [];
  const received = new Set(transaction.privateWrites.map(({ collection, key }) => `${collection}\n${sha256(key)}`));
  return entitled
    .filter(({ collection, keyHash }) => !received.has(`${collection}\n${keyHash}`))
    .map(({ collection, keyHash, valueHash }) => ({ scope: collection, keyHash, valueHash, at, readers: readersOf(collection) }));
}
