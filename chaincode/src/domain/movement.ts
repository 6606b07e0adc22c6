import { compareDates } from './date';
import { Fault } from './fault';
import type { Instant } from './instant';
import type { Caller } from './company';
import type { Judge } from './judge';
import { dateOf, type Rules } from './program';
import type { Receivable } from './receivable';
import { wrongState } from './stateMachine';
import { lengthOf, mergeRanges, splitRange, type SubRange } from './subRange';
import { partsOfTokenId, type Lock, type Token } from './token';

/** A token with what decides about it. */
export interface TokenCase {
  readonly token: Token;
  readonly receivable: Receivable;
  readonly debtor: string;
  /** The first creditor. */
  readonly creditor: string;
  /** The lock that counts now, or null. */
  readonly held: Lock | null;
  /** True while the seller may still contest the sale by which the owner got it. */
  readonly contestable: boolean;
}

/** The lock that counts: one past its end counts as none, except while the deal of its ask is being paid. */
export function heldLock(token: Token, now: Instant, isPaying: (ask: string) => boolean): Lock | null {
  if (token.lock === null) return null;
  const paying = token.lock.kind === 'ASK' && isPaying(token.lock.ref);
  return paying || token.lock.until > now ? token.lock : null;
}

/** Whether the token carries the lock of this transfer or ask, past its end or not. Their ids are chosen apart and may be equal. */
export function isLockedBy(lock: Lock | null, kind: Lock['kind'], ref: string): boolean {
  return lock !== null && lock.kind === kind && lock.ref === ref;
}

/**
 * What every change of owner, split or ask asks of a token.
 * Requirements: the caller's company owns it; it is free; it has been paid out up to the last settlement; the due date is
 * not reached; the receivable is not in default; a bank's purchase can no longer be contested.
 */
export function judgeMove(judge: Judge, rules: Rules, caller: Caller, found: TokenCase): void {
  const { token, receivable, held } = found;
  judge.check('owner', token.owner === caller.company.id, () => new Fault('NOT_AUTHORISED', { need: 'owner of the token' }));
  judge.check('receivable-alive', receivable.status === 'CONFIRMED' || receivable.status === 'PART_PAID', () =>
    wrongState(receivable.status, ['CONFIRMED', 'PART_PAID'], { of: 'receivable' }),
  );
  judge.check('token-free', isFree(token, held), () =>
    wrongState(held === null ? token.status : 'LOCKED', ['ACTIVE'], held === null ? {} : { lockedBy: held.ref }),
  );
  judge.check('redeemed-up-to-date', isUpToDate(token, receivable), () =>
    wrongState('PAYMENT_WAITING', ['REDEEMED_UP_TO_DATE'], { mend: 'redeem first' }),
  );
  judge.check('before-due-date', compareDates(rules.time.today, receivable.dueDate) < 0, () =>
    wrongState('DUE', ['BEFORE_DUE_DATE'], { dueDate: receivable.dueDate }),
  );
  judge.check('purchase-settled', !found.contestable, () =>
    wrongState('CONTESTABLE', ['RECEIPT_CONFIRMED'], { until: token.contestUntil ?? '' }),
  );
}

/** A suspended company finishes what it began, and begins nothing. */
export function judgeActive(judge: Judge, { company }: Caller): void {
  judge.check('caller-active', company.status === 'ACTIVE', () => wrongState(company.status, ['ACTIVE'], { company: company.id }));
}

/** Whether the token may be used: no lock counts and it is neither redeemed nor cancelled. */
export function isFree(token: Token, held: Lock | null): boolean {
  return held === null && (token.status === 'ACTIVE' || token.status === 'LOCKED');
}

/** Whether all money that has arrived for the token has been paid out. */
export function isUpToDate(token: Token, receivable: Receivable): boolean {
  return token.redeemedThroughMinor === receivable.paidMinor && token.interestThroughMinor === receivable.interestPaidMinor;
}

/** A lock must end before the due date, so that it never stands between a holder and his money. */
export function judgeLockEnd(judge: Judge, rules: Rules, until: Instant, receivable: Receivable): void {
  judge.check('lock-ends-in-future', until > rules.time.now, () => wrongState('PAST', ['FUTURE'], { until, now: rules.time.now }));
  judge.check('lock-ends-before-due-date', compareDates(dateOf(until, rules.program), receivable.dueDate) < 0, () =>
    wrongState('LOCK_TOO_LONG', ['BEFORE_DUE_DATE'], { until, dueDate: receivable.dueDate }),
  );
}

/** Cuts a range into consecutive ranges of the given amounts; each at least the program's minimum. */
export function splitToken(judge: Judge, rules: Rules, caller: Caller, found: TokenCase, amounts: readonly bigint[]): Token[] {
  judgeMove(judge, rules, caller, found);
  judgeMinimum(judge, rules, amounts);
  return cut(found.token, amounts);
}

/** Each output is at least the program's minimum, or it is all of the token. */
export function judgeMinimum(judge: Judge, rules: Rules, amounts: readonly bigint[]): void {
  const need = rules.program.minimumTokenMinor;
  const small = amounts.length > 1 ? amounts.find((amount) => amount < need) : undefined;
  judge.check(
    'minimum',
    small === undefined,
    () =>
      new Fault('AMOUNT_EXCEEDS', {
        limit: 'minimum',
        have: String(small),
        need: String(need),
      }),
  );
}

/** The parts of a token, free, with its owner, tier and payouts. */
export function cut(token: Token, amounts: readonly bigint[]): Token[] {
  return splitRange(token, amounts).map((range) => ({ ...freed(token), from: range.from, to: range.to }));
}

/** Joins adjacent tokens of one owner: equal tier, payouts and origin. */
export function mergeTokens(judge: Judge, rules: Rules, caller: Caller, found: readonly TokenCase[]): Token {
  for (const each of found) judgeMove(judge, rules, caller, each);
  const tokens = found.map((each) => each.token);
  const [first] = tokens as [Token, ...Token[]];
  const alike = tokens.every(
    (token) =>
      token.receivable === first.receivable &&
      token.owner === first.owner &&
      token.tier === first.tier &&
      token.redeemedThroughMinor === first.redeemedThroughMinor &&
      token.interestThroughMinor === first.interestThroughMinor &&
      token.origin === first.origin,
  );
  judge.check(
    'alike',
    alike,
    () => new Fault('CONDITION_UNMET', { condition: 'alike', need: 'one receivable, owner, tier, payout and origin' }),
  );
  const lineage = [...new Set(tokens.flatMap((token) => token.lineage))];
  return { ...freed(first), ...mergeRanges(tokens), lineage, related: tokens.some(({ related }) => related) };
}

/** The token held by a transfer or an ask. */
export function locked(token: Token, lock: Lock): Token {
  return { ...token, status: 'LOCKED', lock };
}

/** The token without its lock. */
export function freed(token: Token): Token {
  return { ...token, status: 'ACTIVE', lock: null };
}

/** Splits off what is needed: the first part has `amountMinor`, the second is the rest; one part when all is taken. */
export function takeFrom(
  judge: Judge,
  rules: Rules,
  token: Token,
  amountMinor: bigint,
): { readonly part: Token; readonly rest: Token | null } {
  const have = lengthOf(token);
  judge.check(
    'amount',
    amountMinor > 0n && amountMinor <= have,
    () => new Fault('AMOUNT_EXCEEDS', { have: String(have), need: String(amountMinor) }),
  );
  if (amountMinor === have) return { part: freed(token), rest: null };
  judgeMinimum(judge, rules, [amountMinor, have - amountMinor]);
  const [part, rest] = cut(token, [amountMinor, have - amountMinor]) as [Token, Token];
  return { part, rest };
}

/** Whether the tokens cover exactly the ranges that the ids name: the partition is its own proof of completeness. */
export function coverExactly(ids: readonly string[], tokens: readonly Token[]): boolean {
  const named = ids.map(partsOfTokenId);
  const receivables = new Set([...named, ...tokens].map(({ receivable }) => receivable));
  return [...receivables].every((receivable) => {
    const own = (range: { readonly receivable: string }): boolean => range.receivable === receivable;
    return outline(named.filter(own)) === outline(tokens.filter(own));
  });
}

/** The outer borders of a set of disjoint ranges as text: adjacent ranges joined. */
function outline(ranges: readonly SubRange[]): string {
  const borders = new Set<bigint>();
  for (const border of ranges.flatMap(({ from, to }) => [from, to])) {
    if (!borders.delete(border)) borders.add(border);
  }
  return [...borders].sort((a, b) => (a < b ? -1 : 1)).join(' ');
}
