import type { CommittedBlock, CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';

/** A committed transaction; what is left out is empty. */
export function transaction(id: string, parts: Partial<CommittedTransaction> = {}): CommittedTransaction {
  return {
    id,
    timestamp: '2026-11-22T12:00:00.000Z',
    name: 'Token:move',
    creator: 'BankMSP',
    endorsers: ['HostMSP'],
    code: 'VALID',
    publicWrites: [],
    hashedWrites: [],
    privateWrites: [],
    policyWrites: [],
    event: null,
    ...parts,
  };
}

/** A committed block. */
export function block(number: number, ...transactions: readonly CommittedTransaction[]): CommittedBlock {
  return { number, previousHash: `hash-${number - 1}`, hash: `hash-${number}`, transactions };
}
