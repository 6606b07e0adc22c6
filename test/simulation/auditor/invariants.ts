import { actorIsAuthentic, personsDiffer } from './checks/authority';
import { allOf, type Check, type Note } from './checks/check';
import { keysAreVouched, signaturesAreGiven } from './checks/consent';
import { limitsHold, noteTaken, titleIsPaidFor } from './checks/deals';
import { documentsBackTheFace, financedOnce, noteBacking } from './checks/documents';
import { locksHold, releaseReturnsAll } from './checks/locks';
import { moneyAddsUp, notePayouts, paymentIsAlwaysTaken } from './checks/money';
import { nothingIsOfTheMachine, requestsApplyOnce } from './checks/order';
import { oneEventAndNothingElse, streamsKeepToMembers } from './checks/secrecy';
import { proceedsAddUp, tenorsHold, tiersCount } from './checks/terms';
import { inputsEqualOutputs, rangesPartition, termsAreTheReceivables } from './checks/title';

/** What must hold after every transaction. */
export interface Invariant {
  /** 1 to 20. */
  readonly number: number;
  readonly says: string;
  readonly check: Check;
}

/** What the auditor adds up for itself from every step, before anything is checked. */
export const NOTES: readonly Note[] = [noteBacking, noteTaken, notePayouts];

/** The invariants of the domain. @param members which organisations may know what lies in which collection */
export function invariantsFor(members: ReadonlyMap<string, ReadonlySet<string>>): readonly Invariant[] {
  const checks: readonly (readonly [string, Check])[] = [
    ['ranges partition the face', rangesPartition],
    ['inputs equal outputs', inputsEqualOutputs],
    ['due date, debtor and currency are the receivable’s', termsAreTheReceivables],
    ['documents back the face, each one live claim', documentsBackTheFace],
    ['a document is financed once', financedOnce],
    ['a lock is moved by its reference only', locksHold],
    ['the actor is the authenticated one, who signed what must be signed', allOf(actorIsAuthentic, signaturesAreGiven)],
    ['checker and maker are two persons', allOf(personsDiffer, keysAreVouched)],
    ['tiers count the distance from the first creditor', tiersCount],
    ['tenors are within the policy', tenorsHold],
    ['limits hold what deals took', limitsHold],
    ['proceeds are face less discount less fees', proceedsAddUp],
    ['no title without registration, proof and an offer in time', titleIsPaidFor],
    ['payouts sum to what was paid', moneyAddsUp],
    ['payment is always taken', paymentIsAlwaysTaken],
    ['values reach members only, and all of them', streamsKeepToMembers(members)],
    ['nothing is of the machine', nothingIsOfTheMachine],
    ['one event, and nothing confidential', oneEventAndNothingElse],
    ['a request applies once', requestsApplyOnce],
    ['a release returns what was held', releaseReturnsAll],
  ];
  return checks.map(([says, check], index) => ({ number: index + 1, says, check }));
}
