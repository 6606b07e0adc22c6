import { sha256, toWire, type AnyRecord } from '@tierline/chaincode/api';
import type { CommittedBlock, CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import type { ProjectedBlock } from '@tierline/client-app/dist/ports/projected';
import { membershipsOf, projected } from '@tierline/client-app/dist/projection/projected';
import { token } from '../support/domainRecords';
import { NETWORK, SCOPE } from '../support/world';

/** A private key written in the program's collection; null deletes it. */
export interface Step {
  readonly key: string;
  readonly record: AnyRecord | null;
}

/** A token under a key of its own; its owner is named like the key. */
export function tokenStep(key: string, more: Parameters<typeof token>[0] = {}): Step {
  return { key, record: token({ owner: key, from: BigInt(key.charCodeAt(0)), ...more }) };
}

/** A deletion. */
export const gone = (key: string): Step => ({ key, record: null });

/** Blocks in which each step is a transaction of its own. */
export function madeBlocks(...steps: readonly (readonly Step[])[]): readonly ProjectedBlock[] {
  const memberships = membershipsOf(NETWORK, new Set([SCOPE]));
  let previousHash = '0'.repeat(64);
  return steps.map((each, number) => {
    const hash = sha256(`${previousHash} ${number}`);
    const block: CommittedBlock = {
      number,
      previousHash,
      hash,
      transactions: each.map((step, place) => transactionOf(step, number, place)),
    };
    previousHash = hash;
    return projected(block, memberships);
  });
}

const TRANSACTIONS_OF_A_BLOCK = 50;
/** One key in so many transactions is a new one; one transaction in so many deletes. */
const KEYS_IN = 3;
const GONE_IN = 11;

/** Blocks of many transactions that write, write again and delete tokens. */
export function manyBlocks(transactions: number): readonly ProjectedBlock[] {
  const keys = Math.ceil(transactions / KEYS_IN);
  const stepOf = (index: number): Step => {
    const key = `K${(index * 7_919) % keys}`;
    const status = index % 2 === 0 ? 'ACTIVE' : 'LOCKED';
    return index % GONE_IN === 0 ? gone(key) : tokenStep(key, { receivable: `SCH-${key}-01`, status, tier: (index % 4) + 1 });
  };
  const steps = Array.from({ length: transactions }, (_each, index) => stepOf(index));
  const blocks = Math.ceil(transactions / TRANSACTIONS_OF_A_BLOCK);
  return madeBlocks(
    ...Array.from({ length: blocks }, (_each, block) =>
      steps.slice(block * TRANSACTIONS_OF_A_BLOCK, (block + 1) * TRANSACTIONS_OF_A_BLOCK),
    ),
  );
}

/** The block as it is read where none of its private values has come. */
export function lacking(block: ProjectedBlock): ProjectedBlock {
  const missing = block.writes.map(({ scope, keyHash, readers, at, written }) => ({
    scope,
    keyHash,
    valueHash: written === null ? null : sha256(keyHash),
    at,
    readers,
  }));
  return { ...block, writes: [], missing };
}

function transactionOf({ key, record }: Step, block: number, place: number): CommittedTransaction {
  const value = record === null ? null : JSON.stringify(toWire(record));
  return {
    id: sha256(`transaction ${block} ${place}`),
    timestamp: `2026-03-02T04:00:${String(block).padStart(2, '0')}.000Z`,
    name: 'token:made',
    creator: 'OperatorMSP',
    endorsers: ['OperatorMSP', 'CoreMSP'],
    code: 'VALID',
    publicWrites: [],
    hashedWrites: [{ collection: SCOPE, keyHash: sha256(key), valueHash: value === null ? null : sha256(value) }],
    privateWrites: [{ collection: SCOPE, key, value }],
    policyWrites: [],
    event: null,
  };
}
