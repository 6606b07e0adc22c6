import { Fault, type Msp } from '@tierline/chaincode/api';
import type { Endorsed, EndorserSignature } from '../../ports/ledger';
import type { LedgerBug } from '../../ports/ledgerBug';

/** What one organisation's peer made of a proposal. */
export type Answer =
  | {
      readonly msp: Msp;
      readonly payload: Uint8Array;
      readonly result: string;
      /** Null from a peer that did not sign. */
      readonly signature: EndorserSignature | null;
      readonly refusal: null;
    }
  | { readonly msp: Msp; readonly refusal: Fault | LedgerBug };

type EndorsedAnswer = Extract<Answer, { readonly refusal: null }>;

/** What all organisations endorsed, with their signatures. @throws as {@link agreed}; Fault UNAVAILABLE for a peer that did not sign */
export function signedByAll(answers: readonly Answer[]): Endorsed {
  agreed(answers);
  const endorsed = answers.filter((answer): answer is EndorsedAnswer => answer.refusal === null);
  const signatures = endorsed.map(({ msp, signature }) => {
    if (signature === null) throw new Fault('UNAVAILABLE', { reason: 'PEER', msp });
    return signature;
  });
  return { payload: endorsed[0]?.payload ?? new Uint8Array(), signatures };
}

/**
 * The one result on which all organisations agree, byte for byte.
 * @throws Fault UNAVAILABLE when any peer could not answer; what every organisation refuses with; ENDORSEMENT_MISMATCH with each
 *   organisation's `outcomes` when they differ; LedgerBug when the contract failed on all of them without a fault
 */
export function agreed(answers: readonly Answer[]): string {
  const refusals = answers.flatMap(({ refusal }) => (refusal === null ? [] : [refusal]));
  const decisive = refusals.find(isUnavailable);
  if (decisive !== undefined) throw decisive;
  const [first] = refusals;
  if (first !== undefined && refusals.length === answers.length && refusals.every((each) => isSame(each, first))) throw first;
  const endorsed = answers.filter((answer): answer is EndorsedAnswer => answer.refusal === null);
  const [one] = endorsed;
  const isAgreed =
    endorsed.length === answers.length && endorsed.every(({ payload }) => Buffer.compare(payload, one?.payload ?? payload) === 0);
  if (one === undefined || !isAgreed) throw mismatch(answers);
  return one.result;
}

function isUnavailable(refusal: Fault | LedgerBug): boolean {
  return refusal instanceof Fault && refusal.code === 'UNAVAILABLE';
}

/** Contracts' faults are the same in every word; bugs' texts differ by what each peer adds to them. */
function isSame(one: Fault | LedgerBug, other: Fault | LedgerBug): boolean {
  if (!(one instanceof Fault) || !(other instanceof Fault)) return one.name === other.name;
  return one.message === other.message;
}

function mismatch(answers: readonly Answer[]): Fault {
  const outcomes = answers.map(({ msp, refusal }) => ({
    msp,
    outcome: refusal === null ? 'ENDORSED' : refusal instanceof Fault ? refusal.code : 'FAILED',
  }));
  return new Fault('ENDORSEMENT_MISMATCH', { outcomes });
}
