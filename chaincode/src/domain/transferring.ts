import { areRelated, type Caller, type Company } from './company';
import { Fault } from './fault';
import type { Instant } from './instant';
import type { Judge } from './judge';
import { freed, isLockedBy, isUpToDate, judgeActive, judgeLockEnd, judgeMove, locked, takeFrom, type TokenCase } from './movement';
import { isMember, type Rules } from './program';
import type { DocumentMark, TradeDocument } from './receivable';
import { mayMove, move, statesBefore, wrongState } from './stateMachine';
import { sum } from './money';
import { lengthOf } from './subRange';
import { tokenId, type Token } from './token';
import { TRANSFER_MOVES, type Transfer, type TransferStatus } from './transfer';

/** A payment that an owner offers. */
export interface Payment {
  readonly id: string;
  readonly payee: Company;
  readonly document: TradeDocument;
  readonly expiresAt: Instant;
  readonly takes: readonly { readonly found: TokenCase; readonly amountMinor: bigint }[];
}

/** What a change of tokens leaves: ids that are no more, and the tokens that are. */
export interface TokenChange {
  readonly gone: readonly string[];
  readonly tokens: readonly Token[];
}

/**
 * Opens a transfer: cuts the tokens to the amounts and locks them for the payee.
 * Requirements: as {@link judgeMove}; the payer is not suspended; the payee is onboarded and active, a member's company, neither debtor nor owner;
 * the tier is not the deepest; the trade document covers the amount; the lock ends before the due date.
 */
export function openTransfer(judge: Judge, rules: Rules, caller: Caller, payment: Payment): TokenChange & { readonly transfer: Transfer } {
  for (const { found } of payment.takes) judgeMove(judge, rules, caller, found);
  judgeActive(judge, caller);
  judgePayee(judge, rules, caller, payment);
  for (const { found } of payment.takes) judgeLockEnd(judge, rules, payment.expiresAt, found.receivable);
  const amountMinor = sum(payment.takes.map((take) => take.amountMinor));
  judge.check(
    'trade-document-covers',
    amountMinor <= payment.document.amountMinor,
    () => new Fault('AMOUNT_EXCEEDS', { have: String(payment.document.amountMinor), need: String(amountMinor) }),
  );
  for (const { found } of payment.takes) judgeTier(judge, rules, found.token);
  const taken = payment.takes.map(({ found, amountMinor: amount }) => takeFrom(judge, rules, found.token, amount));
  const parts = taken.map(({ part }) => locked(part, { kind: 'TRANSFER', ref: payment.id, until: payment.expiresAt }));
  const transfer: Transfer = {
    kind: 'TRANSFER',
    schemaVersion: 1,
    id: payment.id,
    program: rules.program.id,
    payer: caller.company.id,
    payee: payment.payee.id,
    tokens: parts.map(tokenId),
    amountMinor,
    document: markOf(payment.document),
    expiresAt: payment.expiresAt,
    related: isRelated(caller.company, payment),
    status: 'OPEN',
  };
  const rests = taken.flatMap(({ rest }) => (rest === null ? [] : [rest]));
  return { transfer, gone: payment.takes.map(({ found }) => tokenId(found.token)), tokens: [...parts, ...rests] };
}

/** A payment within a group, or one that brings a token back to a former owner: A to B to A. */
function isRelated(payer: Company, { payee, takes }: Payment): boolean {
  return areRelated(payer, payee) || takes.some(({ found }) => found.token.lineage.includes(payee.id));
}

const markOf = ({ type, digest, fingerprint }: TradeDocument): DocumentMark => ({ type, digest, fingerprint });

function judgePayee(judge: Judge, rules: Rules, caller: Caller, payment: Payment): void {
  const { payee } = payment;
  const debtors = payment.takes.map(({ found }) => found.debtor);
  judge.check('payee-active', payee.status === 'ACTIVE', () => wrongState(payee.status, ['ACTIVE'], { company: payee.id }));
  judge.check(
    'payee-is-member',
    isMember(rules.program, payee.hostMsp),
    () => new Fault('CONDITION_UNMET', { condition: 'payee-is-member' }),
  );
  judge.check('payee-is-not-debtor', !debtors.includes(payee.id), () => new Fault('CONDITION_UNMET', { condition: 'payee-is-not-debtor' }));
  judge.check(
    'payee-is-not-owner',
    payee.id !== caller.company.id,
    () => new Fault('CONDITION_UNMET', { condition: 'payee-is-not-owner' }),
  );
}

function judgeTier(judge: Judge, rules: Rules, token: Token): void {
  judge.check(
    'tier',
    token.tier < rules.program.maxTier,
    () => new Fault('TIER_TOO_DEEP', { have: token.tier, need: token.tier + 1, limit: rules.program.maxTier }),
  );
}

/** The payee accepts: the tokens are his, one tier deeper, before the expiry only. */
export function acceptTransfer(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  transfer: Transfer,
  found: readonly TokenCase[],
): TokenChange & { readonly transfer: Transfer } {
  judgeAnswer(judge, caller, transfer, transfer.payee, 'ACCEPTED');
  judge.check('not-expired', transfer.expiresAt > rules.time.now, () => wrongState('EXPIRED', ['OPEN'], { expiresAt: transfer.expiresAt }));
  judge.check('payee-active', caller.company.status === 'ACTIVE', () => wrongState(caller.company.status, ['ACTIVE']));
  judge.check('tokens-there', found.length === transfer.tokens.length, () =>
    wrongState('MOVED', ['LOCKED'], { need: 'all tokens of the transfer' }),
  );
  for (const each of found) {
    judgeHeld(judge, transfer, each);
    judge.check('redeemed-up-to-date', isUpToDate(each.token, each.receivable), () =>
      wrongState('PAYMENT_WAITING', ['REDEEMED_UP_TO_DATE'], { mend: 'redeem first' }),
    );
  }
  const tokens = found.map(({ token }): Token => ({
    ...freed(token),
    owner: caller.company.id,
    ownerMsp: caller.company.hostMsp,
    tier: token.tier + 1,
    origin: null,
    contestUntil: null,
    lineage: [...token.lineage, token.owner],
    related: token.related || transfer.related,
  }));
  return { transfer: closed(judge, transfer, 'ACCEPTED'), gone: [], tokens };
}

/** The payee refuses, the payer withdraws, or anybody ends it after its expiry: the payer's tokens are free again. */
export function endTransfer(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  transfer: Transfer,
  found: readonly TokenCase[],
  next: 'REJECTED' | 'WITHDRAWN' | 'EXPIRED',
): TokenChange & { readonly transfer: Transfer } {
  const who = { REJECTED: transfer.payee, WITHDRAWN: transfer.payer, EXPIRED: null }[next];
  judgeAnswer(judge, caller, transfer, who, next);
  if (next === 'EXPIRED') {
    const figures = [transfer.payer, transfer.payee].includes(caller.company.id) ? { expiresAt: transfer.expiresAt } : {};
    judge.check('expired', transfer.expiresAt <= rules.time.now, () => wrongState('OPEN', ['EXPIRED'], figures));
  }
  const held = found.filter(({ token }) => isLockedBy(token.lock, 'TRANSFER', transfer.id));
  return { transfer: closed(judge, transfer, next), gone: [], tokens: held.map(({ token }) => freed(token)) };
}

function judgeAnswer(judge: Judge, caller: Caller, transfer: Transfer, who: string | null, next: TransferStatus): void {
  judge.check(
    'party',
    who === null || caller.company.id === who,
    () => new Fault('NOT_AUTHORISED', { need: next === 'WITHDRAWN' ? 'the payer' : 'the named payee' }),
  );
  judge.check('state', mayMove(TRANSFER_MOVES, transfer.status, next), () =>
    wrongState(transfer.status, statesBefore(TRANSFER_MOVES, next)),
  );
}

function judgeHeld(judge: Judge, transfer: Transfer, found: TokenCase): void {
  judge.check('held-by-transfer', isLockedBy(found.held, 'TRANSFER', transfer.id), () =>
    wrongState(found.token.status, ['LOCKED'], { need: 'held by this transfer' }),
  );
}

function closed(judge: Judge, transfer: Transfer, next: TransferStatus): Transfer {
  return { ...transfer, status: judge.surveys ? next : move(TRANSFER_MOVES, transfer.status, next) };
}

/** What a set of tokens is worth at face. */
export function faceOf(tokens: readonly Token[]): bigint {
  return sum(tokens.map(lengthOf));
}
