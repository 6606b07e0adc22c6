import { compareDates } from './date';
import type { Caller, Company } from './company';
import { Fault } from './fault';
import type { Judge } from './judge';
import type { Rules } from './program';
import { RECEIVABLE_MOVES, receivableId, type Receivable, type ReceivableStatus, type Schedule, type TradeDocument } from './receivable';
import { mayMove, move, statesBefore, wrongState } from './stateMachine';
import { sum } from './money';

/** What a creditor states about one receivable. */
export interface Claim {
  readonly documents: readonly TradeDocument[];
  readonly faceMinor: bigint;
  readonly deliveryDate: string;
  readonly dueDate: string;
}

/** Who submits what to whom. */
export interface Submission {
  readonly id: string;
  readonly creditor: Company;
  readonly debtor: Company;
  readonly claims: readonly Claim[];
}

/**
 * A new schedule of submitted receivables.
 * Requirements: the caller is the creditor, or the core on his behalf; the debtor is a core of the program; creditor and
 * debtor differ and are not blocked; face <= invoices less credit notes; the due date is not over.
 */
export function submitSchedule(judge: Judge, rules: Rules, caller: Caller, submission: Submission): Schedule {
  const { creditor, debtor } = submission;
  judgeParties(judge, rules, caller, creditor, debtor);
  const receivables = judge.each(
    submission.claims.map((claim, index) => ({ claim, ordinal: index + 1 })),
    ({ ordinal }) => receivableId(submission.id, ordinal),
    ({ claim, ordinal }) => {
      judgeClaim(judge, rules, claim);
      return claimed(ordinal, claim, 'SUBMITTED');
    },
  );
  return {
    kind: 'SCHEDULE',
    schemaVersion: 1,
    id: submission.id,
    program: rules.program.id,
    creditor: creditor.id,
    debtor: debtor.id,
    receivables,
  };
}

function judgeParties(judge: Judge, rules: Rules, caller: Caller, creditor: Company, debtor: Company): void {
  const byCore = caller.company.id === debtor.id;
  judge.check(
    'submitted-by-creditor-or-core',
    caller.company.id === creditor.id || byCore,
    () => new Fault('NOT_AUTHORISED', { need: 'the creditor, or the core on his behalf' }),
  );
  judgeDebtorIsCore(judge, rules, debtor);
  judge.check(
    'creditor-is-not-debtor',
    creditor.id !== debtor.id,
    () => new Fault('CONDITION_UNMET', { condition: 'creditor-is-not-debtor' }),
  );
  judge.check('creditor-active', creditor.status === 'ACTIVE', () => wrongState(creditor.status, ['ACTIVE'], { company: creditor.id }));
  judge.check(
    'creditor-hosted',
    creditor.hostMsp === rules.program.hostMsp,
    () => new Fault('CONDITION_UNMET', { condition: 'creditor-hosted', creditor: creditor.id }),
  );
}

/** A debtor is a core enterprise, served by the program's core organisation. */
export function judgeDebtorIsCore(judge: Judge, rules: Rules, debtor: Company): void {
  judge.check(
    'debtor-is-core',
    debtor.roles.includes('core') && debtor.hostMsp === rules.program.coreMsp,
    () => new Fault('CONDITION_UNMET', { condition: 'debtor-is-core', debtor: debtor.id }),
  );
}

/** What holds of every claim, new or revised. */
function judgeClaim(judge: Judge, rules: Rules, claim: Claim): void {
  const backing = backingMinor(claim.documents);
  judge.check(
    'backed-by-documents',
    claim.faceMinor <= backing,
    () => new Fault('AMOUNT_EXCEEDS', { have: String(backing), need: String(claim.faceMinor) }),
  );
  judge.check(
    'not-yet-due',
    compareDates(claim.dueDate, rules.time.today) > 0,
    () => new Fault('CONDITION_UNMET', { condition: 'not-yet-due', dueDate: claim.dueDate, today: rules.time.today }),
  );
}

/** Invoices less credit notes. */
export function backingMinor(documents: readonly TradeDocument[]): bigint {
  return (
    sum(documents.filter((document) => document.type === 'INVOICE').map((document) => document.amountMinor)) -
    sum(documents.filter((document) => document.type === 'CREDIT-NOTE').map((document) => document.amountMinor))
  );
}

function claimed(ordinal: number, claim: Claim, status: ReceivableStatus): Receivable {
  return {
    ordinal,
    ...claim,
    status,
    payDate: null,
    checkedBy: null,
    confirmedBy: null,
    undertakingDigest: null,
    cancelled: [],
    receivedMinor: 0n,
    paidMinor: 0n,
    interestReceivedMinor: 0n,
    interestPaidMinor: 0n,
    interestAccruedMinor: 0n,
    interestAccruedTo: null,
    returnReason: null,
  };
}

/** A returned receivable changed by its creditor: a draft again, and what was checked before is cleared. */
export function reviseReceivable(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  schedule: Schedule,
  found: Receivable,
  claim: Claim,
): Receivable {
  judgeCreditor(judge, caller, schedule);
  judge.check('state', found.status === 'DRAFT' || mayMove(RECEIVABLE_MOVES, found.status, 'DRAFT'), () =>
    wrongState(found.status, ['DRAFT', ...statesBefore(RECEIVABLE_MOVES, 'DRAFT')]),
  );
  judgeClaim(judge, rules, claim);
  return claimed(found.ordinal, claim, 'DRAFT');
}

/** A draft given to the core again. */
export function resubmitReceivable(judge: Judge, rules: Rules, caller: Caller, schedule: Schedule, found: Receivable): Receivable {
  judgeCreditor(judge, caller, schedule);
  const status = step(judge, found, 'SUBMITTED');
  judgeClaim(judge, rules, found);
  return { ...found, status };
}

/** A receivable withdrawn before it was confirmed. */
export function voidReceivable(judge: Judge, caller: Caller, schedule: Schedule, found: Receivable): Receivable {
  judgeCreditor(judge, caller, schedule);
  return { ...found, status: step(judge, found, 'VOID') };
}

function judgeCreditor(judge: Judge, caller: Caller, schedule: Schedule): void {
  judge.check(
    'creditor-or-core',
    [schedule.creditor, schedule.debtor].includes(caller.company.id),
    () => new Fault('NOT_AUTHORISED', { need: 'the creditor, or the core on his behalf' }),
  );
}

/** Moves the state, heard by the judge. */
export function step(judge: Judge, found: Receivable, next: ReceivableStatus): ReceivableStatus {
  judge.check('state', mayMove(RECEIVABLE_MOVES, found.status, next), () => wrongState(found.status, statesBefore(RECEIVABLE_MOVES, next)));
  return judge.surveys ? next : move(RECEIVABLE_MOVES, found.status, next);
}
