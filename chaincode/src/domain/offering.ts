import { following } from './calendar';
import { areRelated, type Caller, type Company } from './company';
import { allowsConfirmation, type CoreStanding } from './coreStanding';
import { judgeLimit } from './creditLimit';
import { addMonths, compareDates, daysBetween } from './date';
import type { DayCount } from './dayCount';
import { discountMinor, proceedsMinor } from './discount';
import { Fault } from './fault';
import { OFFER_MOVES, type Ask, type CreditLimit, type Offer, type OfferStatus } from './financing';
import type { Instant } from './instant';
import type { Judge } from './judge';
import { judgeActive } from './movement';
import { sum } from './money';
import { figureOf, refusedBy } from './policy';
import type { Rules } from './program';
import { mayMove, move, statesBefore, wrongState } from './stateMachine';
import { lengthOf, type SubRange } from './subRange';

/** A token as a price sees it. */
export interface Priced extends SubRange {
  /** Adjusted payment date of its receivable. */
  readonly payDate: string;
}

/** A token that an offer is made for. */
export interface Offered extends Priced {
  /** Whether it passed between related companies. */
  readonly related: boolean;
}

/** A bank's terms. */
export interface Price {
  readonly ratePpm: number;
  readonly feesMinor: bigint;
  readonly valueDate: string;
}

/** What a sale on such terms gives. */
export interface Quote {
  readonly faceMinor: bigint;
  readonly discountMinor: bigint;
  readonly proceedsMinor: bigint;
}

/** Prices tokens: the discount of each, rounded half up, from the value date (in) to its payment date (out). @throws Fault AMOUNT_EXCEEDS */
export function quote(tokens: readonly Priced[], price: Price, dayCount: DayCount): Quote {
  const faceMinor = sum(tokens.map(lengthOf));
  const discount = sum(
    tokens.map((token) =>
      discountMinor({
        faceMinor: lengthOf(token),
        ratePpm: price.ratePpm,
        days: daysBetween(price.valueDate, token.payDate),
        dayCount,
      }),
    ),
  );
  return { faceMinor, discountMinor: discount, proceedsMinor: proceedsMinor(faceMinor, discount, price.feesMinor) };
}

/** A bank's offer before it is priced. */
export interface Bid {
  readonly id: string;
  readonly price: Price;
  readonly validUntil: Instant;
  readonly tenorNote: string | null;
  readonly relatedNote: string | null;
}

/** What an offer is decided from. */
export interface OfferCase {
  readonly ask: Ask;
  readonly seller: Company;
  readonly debtor: Company;
  readonly tokens: readonly Offered[];
  readonly limit: CreditLimit | null;
  readonly standing: CoreStanding | null;
}

/**
 * A bank's offer for an ask.
 * Requirements: a bank of the program, not suspended, not the seller; the ask is open and not past its deadline; the bank's limit on the
 * core; the core is not stopped; a note for a tenor above the soft limit and for related parties; proceeds above zero.
 */
export function makeOffer(judge: Judge, rules: Rules, caller: Caller, found: OfferCase, bid: Bid): Offer {
  const { ask } = found;
  judge.check(
    'bank-of-program',
    rules.program.bankMsps.includes(caller.msp),
    () => new Fault('NOT_AUTHORISED', { need: 'a bank of the program' }),
  );
  judge.check('not-own-ask', ask.seller !== caller.company.id, () => new Fault('NOT_AUTHORISED', { need: 'another than the seller' }));
  judgeActive(judge, caller);
  judge.check('ask-open', ask.status === 'OPEN' && ask.deadline > rules.time.now, () =>
    wrongState(ask.status === 'OPEN' ? 'PAST_DEADLINE' : ask.status, ['OPEN'], { deadline: ask.deadline }),
  );
  judge.check(
    'valid-in-future',
    bid.validUntil > rules.time.now && bid.validUntil <= ask.lockedUntil,
    () => new Fault('CONDITION_UNMET', { condition: 'valid-in-future', now: rules.time.now, latest: ask.lockedUntil }),
  );
  judgeValueDate(judge, rules, found.tokens, bid.price.valueDate);
  judgeReasonable(judge, rules, found, bid);
  judge.check('core-standing', allowsConfirmation(found.standing), () =>
    wrongState('STOPPED', ['GOOD', 'WATCH'], { rule: 'Yinfa [2025] 77, Art 15' }),
  );
  const priced = quote(found.tokens, bid.price, rules.program.dayCount);
  judgeLimit(judge, found.limit, priced.faceMinor, rules.time.today, true);
  return {
    kind: 'OFFER',
    schemaVersion: 1,
    id: bid.id,
    program: rules.program.id,
    ask: ask.id,
    bank: caller.company.id,
    bankMsp: caller.msp,
    ...bid.price,
    dayCount: rules.program.dayCount,
    ...priced,
    validUntil: bid.validUntil,
    tenorNote: bid.tenorNote,
    relatedNote: bid.relatedNote,
    status: 'OPEN',
  };
}

function judgeValueDate(judge: Judge, rules: Rules, tokens: readonly Priced[], valueDate: string): void {
  const earliest = tokens.map((token) => token.payDate).sort(compareDates)[0] ?? valueDate;
  const fits = compareDates(valueDate, rules.time.today) >= 0 && compareDates(valueDate, earliest) < 0;
  judge.check(
    'value-date',
    fits,
    () => new Fault('CONDITION_UNMET', { condition: 'value-date', valueDate, earliest: rules.time.today, before: earliest }),
  );
  judge.check(
    'value-date-is-working-day',
    following(rules.calendar, valueDate) === valueDate,
    () => new Fault('CONDITION_UNMET', { condition: 'value-date-is-working-day', valueDate, mend: following(rules.calendar, valueDate) }),
  );
}

function judgeReasonable(judge: Judge, rules: Rules, found: OfferCase, bid: Bid): void {
  const soft = addMonths(rules.time.today, figureOf(rules.policy, 'soft-tenor-months'));
  const long = found.tokens.find((token) => compareDates(token.payDate, soft) > 0);
  judge.check('long-tenor-noted', long === undefined || bid.tenorNote !== null, () =>
    refusedBy(rules.policy, 'soft-tenor-months', long?.payDate ?? ''),
  );
  const related = areRelated(found.seller, found.debtor) || found.tokens.some((token) => token.related);
  judge.check(
    'related-parties-reviewed',
    !related || bid.relatedNote !== null,
    () => new Fault('CONDITION_UNMET', { condition: 'related-parties-reviewed', mend: 'add the note of your review' }),
  );
}

/** A bank takes its offer back, unless it has won. */
export function withdrawOffer(judge: Judge, caller: Caller, offer: Offer): Offer {
  judge.check('own-offer', caller.company.id === offer.bank, () => new Fault('NOT_AUTHORISED', { need: 'the bank that offered' }));
  return { ...offer, status: stepOffer(judge, offer, 'WITHDRAWN') };
}

/** The offer's next status, heard by the judge. */
export function stepOffer(judge: Judge, offer: Offer, next: OfferStatus): OfferStatus {
  judge.check('offer-state', mayMove(OFFER_MOVES, offer.status, next), () => wrongState(offer.status, statesBefore(OFFER_MOVES, next)));
  return judge.surveys ? next : move(OFFER_MOVES, offer.status, next);
}
