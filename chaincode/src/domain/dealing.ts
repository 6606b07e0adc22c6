import { stepAsk, stepDeal } from './asking';
import { addWorkingDays } from './calendar';
import type { Caller, Company } from './company';
import { compareDates } from './date';
import { drawn, judgeLimit, reserved } from './creditLimit';
import { Fault } from './fault';
import type { Ask, CreditLimit, DealTerms, Offer, Payout, Registration } from './financing';
import type { Judge } from './judge';
import { figureOf } from './policy';
import { freed, isLockedBy, isUpToDate, type TokenCase } from './movement';
import type { Rules } from './program';
import { stepOffer } from './offering';
import { wrongState } from './stateMachine';
import type { Token } from './token';
import type { TokenChange } from './transferring';

/** What a seller accepts. */
export interface Acceptance {
  readonly ask: Ask;
  readonly offer: Offer;
  readonly limit: CreditLimit | null;
  /** Where the seller wants the money. */
  readonly account: string;
  /** Why it is not the cheapest offer, or null. */
  readonly reason: string | null;
}

/**
 * The seller takes an offer: the terms are fixed and the bank's limit is reserved; no token moves yet.
 * Requirements: the seller; the ask still open or closed, its lock not over; the offer open, not expired, its value date not
 * over, because the bank must pay by then; the limit.
 */
export function takeOffer(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  found: Acceptance,
): {
  readonly ask: Ask;
  readonly offer: Offer;
  readonly limit: CreditLimit;
  readonly terms: DealTerms;
} {
  const { ask, offer } = found;
  judge.check('seller', caller.company.id === ask.seller, () => new Fault('NOT_AUTHORISED', { need: 'the seller' }));
  judge.check(
    'offer-for-ask',
    offer.ask === ask.id && offer.program === ask.program,
    () => new Fault('NOT_FOUND', { offer: offer.id, ask: ask.id }),
  );
  const status = stepAsk(judge, ask, 'ACCEPTED');
  judge.check('ask-lock-holds', ask.lockedUntil > rules.time.now, () => wrongState('EXPIRED', ['OPEN'], { lockedUntil: ask.lockedUntil }));
  judge.check('offer-not-expired', offer.validUntil > rules.time.now, () =>
    wrongState('EXPIRED', ['OPEN'], { validUntil: offer.validUntil }),
  );
  judge.check('value-date-not-over', compareDates(rules.time.today, offer.valueDate) <= 0, () =>
    wrongState('EXPIRED', ['OPEN'], { valueDate: offer.valueDate }),
  );
  const won = { ...offer, status: stepOffer(judge, offer, 'WON') };
  judgeLimit(judge, found.limit, offer.faceMinor, rules.time.today, false);
  const limit = found.limit as CreditLimit;
  const terms: DealTerms = {
    kind: 'DEAL-TERMS',
    schemaVersion: 1,
    ask: ask.id,
    offer: offer.id,
    program: ask.program,
    bank: offer.bank,
    bankMsp: offer.bankMsp,
    seller: ask.seller,
    debtor: ask.debtor,
    currency: ask.currency,
    tokens: ask.tokens,
    faceMinor: offer.faceMinor,
    ratePpm: offer.ratePpm,
    feesMinor: offer.feesMinor,
    discountMinor: offer.discountMinor,
    proceedsMinor: offer.proceedsMinor,
    valueDate: offer.valueDate,
    recourse: ask.recourse,
    account: found.account,
    reason: found.reason,
  };
  return { ask: { ...ask, status }, offer: won, limit: judge.surveys ? limit : reserved(limit, offer.faceMinor), terms };
}

function judgeHeld(judge: Judge, ask: Ask, { held, token }: TokenCase): void {
  judge.check('held-by-ask', isLockedBy(held, 'ASK', ask.id), () => wrongState(token.status, ['LOCKED'], { need: 'held by this ask' }));
}

/**
 * Every token of the ask must still be held by it when its sale is agreed or paid: timestamps may differ by minutes, so a
 * deadline alone does not tell that the seller has not used a token whose lock was over on his clock.
 */
export function judgeAllHeld(judge: Judge, ask: Ask, found: readonly TokenCase[]): void {
  judge.check('tokens-there', found.length === ask.tokens.length, () => wrongState('MOVED', ['LOCKED'], { need: 'all tokens of the ask' }));
  for (const each of found) judgeHeld(judge, ask, each);
}

function judgeBank(judge: Judge, caller: Caller, ask: Ask): void {
  judge.check('winning-bank', ask.deal?.bankCompany === caller.company.id, () => new Fault('NOT_AUTHORISED', { need: 'the winning bank' }));
}

/** The bank enters the sale in the movable-property registry, before it pays. */
export function registerDeal(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  ask: Ask,
  registryNo: string,
): {
  readonly ask: Ask;
  readonly registration: Registration;
} {
  judgeBank(judge, caller, ask);
  const registered = stepDeal(judge, ask, 'REGISTERED');
  judgeDeadline(judge, rules, ask);
  return { ask: registered, registration: { kind: 'REGISTRATION', schemaVersion: 1, ask: ask.id, registryNo, at: rules.time.now } };
}

/** The bank declares that it pays: from here the payout deadline no longer runs. */
export function declarePayout(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  found: {
    readonly ask: Ask;
    readonly terms: DealTerms;
    readonly limit: CreditLimit;
    readonly payout: Payout;
  },
): { readonly ask: Ask; readonly limit: CreditLimit } {
  const { ask, terms, payout } = found;
  judgeBank(judge, caller, ask);
  const paying = stepDeal(judge, ask, 'PAYING');
  judgeDeadline(judge, rules, ask);
  judge.check(
    'payout-is-proceeds',
    payout.amountMinor === terms.proceedsMinor,
    () => new Fault('AMOUNT_EXCEEDS', { have: String(payout.amountMinor), need: String(terms.proceedsMinor) }),
  );
  judge.check(
    'payout-value-date',
    compareDates(payout.valueDate, terms.valueDate) <= 0,
    () => new Fault('CONDITION_UNMET', { condition: 'payout-value-date', valueDate: payout.valueDate, latest: terms.valueDate }),
  );
  return { ask: paying, limit: drawn(found.limit, terms.faceMinor) };
}

function judgeDeadline(judge: Judge, rules: Rules, ask: Ask): void {
  const deadline = ask.deal?.payoutDeadline ?? '';
  judge.check('before-payout-deadline', deadline > rules.time.now, () =>
    wrongState('PAST_DEADLINE', ['ACCEPTED', 'REGISTERED'], { deadline }),
  );
}

/** The digests of terms and payout as the peers of this organisation know them; null when it knows none. */
export interface StoredHashes {
  readonly terms: string | null;
  readonly payout: string | null;
}

/**
 * Title moves to the bank, in the transaction that verifies the stored proof.
 * Requirements: the winning bank; the deal is PAYING; the stored terms and payout are those of the ask; every token is held
 * by the ask, alive, and paid out up to the last settlement.
 */
export function disburse(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  ask: Ask,
  found: readonly TokenCase[],
  stored: StoredHashes,
  bank: Company,
): TokenChange & { readonly ask: Ask } {
  judgeBank(judge, caller, ask);
  const complete = stepDeal(judge, ask, 'COMPLETE');
  const proven =
    ask.deal !== null && ask.deal.payoutHash !== null && stored.terms === ask.deal.termsHash && stored.payout === ask.deal.payoutHash;
  judge.check('proof-stored', proven, () => new Fault('CONDITION_UNMET', { condition: 'proof-stored' }));
  for (const each of found) {
    judgeHeld(judge, ask, each);
    judge.check('redeemed-up-to-date', isUpToDate(each.token, each.receivable), () =>
      wrongState('PAYMENT_WAITING', ['REDEEMED_UP_TO_DATE'], { mend: 'redeem first' }),
    );
  }
  const contestUntil = addWorkingDays(rules.calendar, rules.time.today, figureOf(rules.policy, 'contest-working-days'));
  const tokens = found.map(({ token }): Token => ({
    ...freed(token),
    owner: bank.id,
    ownerMsp: bank.hostMsp,
    origin: ask.id,
    contestUntil,
  }));
  return { ask: { ...complete, contestUntil }, gone: [], tokens };
}

/** The seller says that the money came, or contests it within the days that the policy gives him. */
export function answerReceipt(judge: Judge, rules: Rules, caller: Caller, ask: Ask, receipt: 'CONFIRMED' | 'CONTESTED'): Ask {
  judge.check('seller', caller.company.id === ask.seller, () => new Fault('NOT_AUTHORISED', { need: 'the seller' }));
  judge.check('deal-complete', ask.deal?.state === 'COMPLETE', () => wrongState(ask.deal?.state ?? 'NO_DEAL', ['COMPLETE']));
  judge.check('receipt-open', ask.receipt !== 'CONFIRMED', () => wrongState(ask.receipt, ['WAITING', 'CONTESTED']));
  const contestUntil = ask.contestUntil ?? '';
  judge.check('within-contest-days', receipt === 'CONFIRMED' || compareDates(rules.time.today, contestUntil) <= 0, () =>
    wrongState('CONTEST_TIME_OVER', ['WAITING'], { contestUntil }),
  );
  return { ...ask, receipt };
}
