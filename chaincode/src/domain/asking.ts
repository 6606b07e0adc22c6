import type { Caller, Company } from './company';
import { compareDates } from './date';
import { Fault } from './fault';
import { ASK_MOVES, DEAL_MOVES, type Ask, type AskStatus, type DealStatus } from './financing';
import { addDaysToInstant, type Instant } from './instant';
import type { Judge } from './judge';
import { freed, isLockedBy, judgeActive, judgeLockEnd, judgeMove, locked, type TokenCase } from './movement';
import { figureOf, refusedBy } from './policy';
import type { Rules } from './program';
import { mayMove, move, statesBefore, wrongState } from './stateMachine';
import { faceOf, type TokenChange } from './transferring';
import { tokenId } from './token';

/** What an owner wants to sell. */
export interface Wish {
  readonly id: string;
  readonly kind: 'SALE' | 'PLEDGE';
  readonly recourse: boolean;
  readonly deadline: Instant;
  readonly tokens: readonly TokenCase[];
  /** The debtor of all the tokens. */
  readonly debtor: Company;
  /** The open credit of the debtor against this seller, if any: that much stays unsold. */
  readonly openCreditMinor: bigint;
  /** Tokens that the seller keeps against that credit. */
  readonly heldBack: readonly TokenCase[];
}

/**
 * Opens an ask: locks the tokens until the deadline and the time to pay out.
 * Requirements: as {@link judgeMove}; the seller is not suspended; a sale; one core; recourse only where the program allows it; identities verified
 * outside DEMO programs; the core not stopped is asked of the offer, not here; an open credit is covered by tokens kept.
 */
export function openAsk(judge: Judge, rules: Rules, caller: Caller, wish: Wish): TokenChange & { readonly ask: Ask } {
  const lockedUntil = addDaysToInstant(wish.deadline, rules.program.payoutDays);
  for (const found of wish.tokens) judgeMove(judge, rules, caller, found);
  judgeActive(judge, caller);
  judge.check('kind-offered', wish.kind === 'SALE', () => new Fault('CONDITION_UNMET', { condition: 'kind-offered', kind: wish.kind }));
  judge.check(
    'one-core',
    wish.tokens.every((found) => found.debtor === wish.debtor.id),
    () => new Fault('CONDITION_UNMET', { condition: 'one-core' }),
  );
  judge.check(
    'recourse-allowed',
    rules.program.recourse || !wish.recourse,
    () => new Fault('CONDITION_UNMET', { condition: 'recourse-allowed' }),
  );
  judgeIdentity(judge, rules, caller.company);
  judgeIdentity(judge, rules, wish.debtor);
  for (const found of wish.tokens) judgeLockEnd(judge, rules, lockedUntil, found.receivable);
  judgeOpenCredit(judge, caller, wish);
  const tokens = wish.tokens.map(({ token }) => locked(token, { kind: 'ASK', ref: wish.id, until: lockedUntil }));
  const ask: Ask = {
    kind: 'ASK',
    schemaVersion: 1,
    id: wish.id,
    program: rules.program.id,
    seller: caller.company.id,
    sellerMsp: caller.company.hostMsp,
    debtor: wish.debtor.id,
    currency: rules.program.currency,
    tokens: tokens.map(tokenId),
    faceMinor: faceOf(tokens),
    lastPayDate: lastPayDate(wish.tokens),
    recourse: wish.recourse,
    deadline: wish.deadline,
    lockedUntil,
    status: 'OPEN',
    deal: null,
    receipt: 'WAITING',
    contestUntil: null,
  };
  return { ask, gone: [], tokens };
}

function judgeIdentity(judge: Judge, rules: Rules, company: Company): void {
  const { policy, head } = rules;
  const unverified = company.identity.scheme === 'LOCAL' && figureOf(policy, 'local-identity-demo-only') === 1;
  judge.check('identity-verified', !unverified || head.mode === 'DEMO', () => refusedBy(policy, 'local-identity-demo-only', company.id));
}

function judgeOpenCredit(judge: Judge, caller: Caller, wish: Wish): void {
  const concerns = wish.openCreditMinor > 0n && wish.tokens.some((found) => found.creditor === caller.company.id);
  const sold = new Set(wish.tokens.map(({ token }) => tokenId(token)));
  const kept = wish.heldBack.filter(
    ({ token, held, debtor }) =>
      token.owner === caller.company.id &&
      token.status === 'ACTIVE' &&
      held === null &&
      debtor === wish.debtor.id &&
      !sold.has(tokenId(token)),
  );
  const have = faceOf(kept.map(({ token }) => token));
  judge.check(
    'open-credit-held-back',
    !concerns || have >= wish.openCreditMinor,
    () => new Fault('AMOUNT_EXCEEDS', { limit: 'open credit note', have: String(have), need: String(wish.openCreditMinor) }),
  );
}

function lastPayDate(found: readonly TokenCase[]): string {
  const dates = found.map(({ receivable }) => receivable.payDate ?? receivable.dueDate);
  return dates.reduce((latest, date) => (compareDates(date, latest) > 0 ? date : latest));
}

/** Moves an ask by its seller (or, once past its lock, by anybody): no offers any more, or none at all. */
export function endAsk(judge: Judge, rules: Rules, caller: Caller, ask: Ask, next: 'CLOSED' | 'CANCELLED' | 'EXPIRED'): Ask {
  judge.check('seller', next === 'EXPIRED' || caller.company.id === ask.seller, () => new Fault('NOT_AUTHORISED', { need: 'the seller' }));
  const status = stepAsk(judge, ask, next);
  judge.check('lock-over', next !== 'EXPIRED' || ask.lockedUntil <= rules.time.now, () =>
    wrongState('OPEN', ['EXPIRED'], caller.company.id === ask.seller ? { lockedUntil: ask.lockedUntil } : {}),
  );
  return { ...ask, status };
}

/** The tokens that an ask still holds, free again. */
export function releasedBy(ask: Ask, found: readonly TokenCase[]): TokenChange {
  const held = found.filter(({ token }) => isLockedBy(token.lock, 'ASK', ask.id));
  return { gone: [], tokens: held.map(({ token }) => freed(token)) };
}

/** The ask's next status, heard by the judge. */
export function stepAsk(judge: Judge, ask: Ask, next: AskStatus): AskStatus {
  judge.check('ask-state', mayMove(ASK_MOVES, ask.status, next), () => wrongState(ask.status, statesBefore(ASK_MOVES, next)));
  return judge.surveys ? next : move(ASK_MOVES, ask.status, next);
}

/** The ask with its deal moved on, heard by the judge. */
export function stepDeal(judge: Judge, ask: Ask, next: DealStatus): Ask {
  const current = ask.deal?.state;
  judge.check('deal-state', current !== undefined && mayMove(DEAL_MOVES, current, next), () =>
    wrongState(current ?? 'NO_DEAL', statesBefore(DEAL_MOVES, next)),
  );
  return ask.deal === null ? ask : { ...ask, deal: { ...ask.deal, state: next } };
}
