import type { DealStatus, Duty, ProgramMode } from '@tierline/chaincode/api';

/** What the bank does next with a deal. */
export interface DealNext {
  /** The command: `register`, `payout`, `disburse`; null when nothing is to be done. */
  readonly what: 'register' | 'payout' | 'disburse' | null;
  /** What it must be given. */
  readonly needs: readonly ('registryNo' | 'reference' | 'proofDigest')[];
  /** Who may do it. */
  readonly duties: readonly Duty[];
  /** Whether the payout deadline runs. */
  readonly hasDeadline: boolean;
}

const NOTHING: DealNext = { what: null, needs: [], duties: [], hasDeadline: false };

/** The next step of a deal in a state: a REAL program wants the proof of payment itself. */
export function nextOfDeal(state: DealStatus, mode: ProgramMode): DealNext {
  if (state === 'ACCEPTED') return { what: 'register', needs: ['registryNo'], duties: ['maker', 'checker'], hasDeadline: true };
  if (state === 'REGISTERED') {
    const needs = mode === 'REAL' ? (['reference', 'proofDigest'] as const) : (['reference'] as const);
    return { what: 'payout', needs, duties: ['checker'], hasDeadline: true };
  }
  return state === 'PAYING' ? { what: 'disburse', needs: [], duties: ['checker'], hasDeadline: false } : NOTHING;
}
