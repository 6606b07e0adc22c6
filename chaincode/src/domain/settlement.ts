import type { Caller } from './company';
import { compareDates, daysBetween } from './date';
import { allocatableMinor, liveLength, payoutMinor, type Paid } from './entitlement';
import { Fault } from './fault';
import type { Judge } from './judge';
import { lateInterestMinor } from './lateInterest';
import type { Rules } from './program';
import { PAYABLE, RECEIVABLE_MOVES, receivableId, type Receivable, type ReceivableStatus, type Schedule } from './receivable';
import { move, wrongState } from './stateMachine';
import { tokenId, type Token } from './token';
import type { TokenCase } from './movement';

/** Money that arrived for a receivable: one bank reference, used once. */
export interface Settlement {
  readonly kind: 'SETTLEMENT';
  readonly schemaVersion: 1;
  readonly receivable: string;
  readonly bankReference: string;
  /** All that arrived. */
  readonly receivedMinor: bigint;
  /** Of it, principal. */
  readonly principalMinor: bigint;
  /** Of it, late interest. */
  readonly interestMinor: bigint;
  /** Of it, too much: to be refunded. */
  readonly overpaidMinor: bigint;
  /** Bank reference of the refund; null while there is none. */
  readonly refundReference: string | null;
  /** Business date. */
  readonly on: string;
}

/** What a bank reports of a payment. */
export interface Received {
  readonly bankReference: string;
  readonly receivedMinor: bigint;
  /** The part of it that the debtor paid as late interest; the rest is principal. */
  readonly interestMinor: bigint;
}

/** The receivable as the entitlement formula sees it. */
export function paidOf(receivable: Receivable): Paid {
  return { faceMinor: receivable.faceMinor, cancelled: receivable.cancelled, paidMinor: receivable.paidMinor };
}

/** Principal that is still owed: L less what has arrived. */
export function outstandingMinor(receivable: Receivable): bigint {
  return liveLength(receivable.faceMinor, receivable.cancelled) - receivable.receivedMinor;
}

/** The receivable with late interest accrued up to today on what was outstanding; nothing accrues before the payment date. */
export function accrued(rules: Rules, receivable: Receivable): Receivable {
  const from = receivable.interestAccruedTo ?? receivable.payDate ?? receivable.dueDate;
  const days = daysBetween(from, rules.time.today);
  if (days <= 0) return receivable;
  const more = lateInterestMinor({ outstandingMinor: outstandingMinor(receivable), days, contract: rules.program.lateContract });
  return { ...receivable, interestAccruedMinor: receivable.interestAccruedMinor + more, interestAccruedTo: rules.time.today };
}

/**
 * Books money that arrived: one write to the receivable, however many holders there are. Accepted early, when due,
 * overdue and after default alike. What is more than the debt becomes a refund item.
 */
export function settle(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  schedule: Schedule,
  found: Receivable,
  received: Received,
  seen: Settlement | null,
): { readonly receivable: Receivable; readonly settlement: Settlement } {
  judge.check(
    'settlement-bank',
    caller.msp === rules.program.settlementBankMsp && caller.company.roles.includes('bank'),
    () => new Fault('NOT_AUTHORISED', { need: 'the settlement bank of the program' }),
  );
  judge.check('state', PAYABLE.includes(found.status) || found.status === 'SETTLED', () =>
    wrongState(found.status, [...PAYABLE, 'SETTLED']),
  );
  judge.check('bank-reference-new', seen === null, () => wrongState('USED', ['NEW'], { bankReference: received.bankReference }));
  const current = accrued(rules, found);
  const interestDue = current.interestAccruedMinor - current.interestReceivedMinor;
  judge.check(
    'interest-within-accrued',
    received.interestMinor <= interestDue && received.interestMinor <= received.receivedMinor,
    () => new Fault('AMOUNT_EXCEEDS', { limit: 'late interest', have: String(interestDue), need: String(received.interestMinor) }),
  );
  const forPrincipal = received.receivedMinor - received.interestMinor;
  const owed = outstandingMinor(current);
  const principalMinor = forPrincipal < owed ? forPrincipal : owed;
  const booked: Receivable = {
    ...current,
    receivedMinor: current.receivedMinor + principalMinor,
    interestReceivedMinor: current.interestReceivedMinor + received.interestMinor,
    status: statusAfter(current, principalMinor, owed),
  };
  const receivable = sharedOut(booked, rules.program.minimumTokenMinor);
  const settlement: Settlement = {
    kind: 'SETTLEMENT',
    schemaVersion: 1,
    receivable: receivableId(schedule.id, found.ordinal),
    ...received,
    principalMinor,
    overpaidMinor: forPrincipal - principalMinor,
    refundReference: null,
    on: rules.time.today,
  };
  return { receivable, settlement };
}

/** Shares out what has arrived, but for crumbs of which the shortest token's share would be below one minor unit. */
function sharedOut(booked: Receivable, minimumTokenMinor: bigint): Receivable {
  const liveMinor = liveLength(booked.faceMinor, booked.cancelled);
  const shortestMinor = minimumTokenMinor < liveMinor ? minimumTokenMinor : liveMinor;
  const { paidMinor, receivedMinor } = booked;
  return {
    ...booked,
    paidMinor: allocatableMinor({ paidMinor, receivedMinor, liveMinor, shortestMinor }),
    interestPaidMinor: shareableInterest(booked, liveMinor, shortestMinor),
  };
}

/** As {@link allocatableMinor}, for a sum without a last instalment: the first share can take nothing back, so it never waits. */
function shareableInterest(booked: Receivable, liveMinor: bigint, shortestMinor: bigint): bigint {
  const { interestPaidMinor: shared, interestReceivedMinor: received } = booked;
  return shared === 0n || (received - shared) * shortestMinor >= liveMinor ? received : shared;
}

function statusAfter(current: Receivable, principalMinor: bigint, owed: bigint): ReceivableStatus {
  if (principalMinor === 0n || current.status === 'SETTLED') return current.status;
  return move(RECEIVABLE_MOVES, current.status, principalMinor === owed ? 'SETTLED' : 'PART_PAID');
}

/** What a token's holder is due now. */
export interface Share {
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
}

/** The exact share of a token: entitled now, less what it was paid before. */
export function shareOf(receivable: Receivable, token: Token): Share {
  const interest: Paid = { ...paidOf(receivable), paidMinor: receivable.interestPaidMinor };
  return {
    principalMinor: payoutMinor(paidOf(receivable), token, token.redeemedThroughMinor),
    interestMinor: payoutMinor(interest, token, token.interestThroughMinor),
  };
}

/** Pays a token its share, to the owner of record; when all is paid the token is redeemed. */
export function redeemToken(judge: Judge, rules: Rules, caller: Caller, found: TokenCase): Token {
  const { token, receivable } = found;
  const bySettlementBank = caller.msp === rules.program.settlementBankMsp && caller.company.roles.includes('bank');
  judge.check(
    'owner-or-settlement-bank',
    bySettlementBank || caller.company.id === token.owner,
    () => new Fault('NOT_AUTHORISED', { need: 'the owner or the settlement bank' }),
  );
  judge.check('alive', token.status !== 'CANCELLED', () => wrongState(token.status, ['ACTIVE', 'LOCKED', 'REDEEMED']));
  const waiting = receivable.paidMinor > token.redeemedThroughMinor || receivable.interestPaidMinor > token.interestThroughMinor;
  judge.check('money-waiting', waiting, () => wrongState('NOTHING_WAITING', ['PAYMENT_WAITING']));
  const paid: Token = { ...token, redeemedThroughMinor: receivable.paidMinor, interestThroughMinor: receivable.interestPaidMinor };
  return outstandingMinor(receivable) === 0n ? { ...paid, status: 'REDEEMED', lock: null } : paid;
}

/** Pays tokens of one owner's host, all or none. */
export function redeemTokens(judge: Judge, rules: Rules, caller: Caller, found: readonly TokenCase[]): Token[] {
  const hosts = new Set(found.map(({ token }) => token.ownerMsp));
  judge.check('one-host', hosts.size === 1, () => new Fault('CONDITION_UNMET', { condition: 'one-host' }));
  const nameOf = ({ token }: TokenCase): string => tokenId(token);
  return judge.each(found, nameOf, (each) => redeemToken(judge, rules, caller, each));
}

/** Records that an overpayment was sent back. */
export function refund(judge: Judge, rules: Rules, caller: Caller, found: Settlement, refundReference: string): Settlement {
  judge.check(
    'settlement-bank',
    caller.msp === rules.program.settlementBankMsp && caller.company.roles.includes('bank'),
    () => new Fault('NOT_AUTHORISED', { need: 'the settlement bank of the program' }),
  );
  judge.check('overpaid', found.overpaidMinor > 0n, () => wrongState('NOT_OVERPAID', ['OVERPAID']));
  judge.check('not-refunded', found.refundReference === null, () => wrongState('REFUNDED', ['OVERPAID']));
  return { ...found, refundReference };
}

/** Whether the receivable is past its payment date with money still owed: derived, never stored. */
export function isOverdue(receivable: Receivable, today: string): boolean {
  const payDate = receivable.payDate;
  return payDate !== null && PAYABLE.includes(receivable.status) && compareDates(today, payDate) > 0;
}
