import { stepDeal } from './asking';
import type { Caller, Company } from './company';
import { given } from './creditLimit';
import { Fault } from './fault';
import type { Ask, CreditLimit, DealClosure, DealTerms } from './financing';
import type { Judge } from './judge';
import { coverExactly, freed, isUpToDate, type TokenCase } from './movement';
import type { Rules } from './program';
import { wrongState } from './stateMachine';
import type { Token } from './token';
import type { TokenChange } from './transferring';

/** Ends a deal that was not paid out in time: seller or bank may, once the payout deadline is over. */
export function failDeal(judge: Judge, rules: Rules, caller: Caller, ask: Ask): Ask {
  judgeSide(judge, caller, ask);
  judge.check('not-paying', ask.deal?.state !== 'PAYING', () => wrongState('PAYING', ['ACCEPTED', 'REGISTERED']));
  const failed = stepDeal(judge, ask, 'FAILED');
  const deadline = ask.deal?.payoutDeadline ?? '';
  judge.check('payout-deadline-over', deadline <= rules.time.now, () => wrongState('BEFORE_DEADLINE', ['PAST_DEADLINE'], { deadline }));
  return failed;
}

/** Gives up a payment in progress: needs the word of bank and seller, or of the regulator alone. */
export function abandonDeal(judge: Judge, caller: Caller, ask: Ask): Ask {
  const regulator = caller.company.roles.includes('regulator');
  if (!regulator) judgeSide(judge, caller, ask);
  judge.check('paying', ask.deal?.state === 'PAYING', () => wrongState(ask.deal?.state ?? 'NO_DEAL', ['PAYING']));
  const asked = ask.deal?.abandonedBy ?? null;
  judge.check('not-twice-one-side', regulator || asked !== caller.company.id, () => wrongState('ASKED', ['OTHER_SIDE_AGREES']));
  if (ask.deal === null) return ask;
  return regulator || asked !== null ? stepDeal(judge, ask, 'FAILED') : { ...ask, deal: { ...ask.deal, abandonedBy: caller.company.id } };
}

function judgeSide(judge: Judge, caller: Caller, ask: Ask): void {
  judge.check(
    'party',
    [ask.seller, ask.deal?.bankCompany].includes(caller.company.id),
    () => new Fault('NOT_AUTHORISED', { need: 'the seller or the winning bank' }),
  );
}

/** Recourse: a bank gives tokens bought with recourse back to their seller. Only while it owns every whole range. */
export function takeRecourse(
  judge: Judge,
  caller: Caller,
  ask: Ask,
  found: readonly TokenCase[],
  seller: Company,
): TokenChange & { readonly ask: Ask } {
  judge.check('winning-bank', ask.deal?.bankCompany === caller.company.id, () => new Fault('NOT_AUTHORISED', { need: 'the winning bank' }));
  judge.check('sold-with-recourse', ask.recourse, () => new Fault('CONDITION_UNMET', { condition: 'sold-with-recourse' }));
  const recoursed = stepDeal(judge, ask, 'RECOURSED');
  judgeComplete(judge, ask.tokens, found);
  for (const each of found) {
    judge.check(
      'owns-whole-range',
      each.token.owner === caller.company.id && each.token.origin === ask.id,
      () => new Fault('NOT_AUTHORISED', { need: 'owner of the whole range' }),
    );
    judge.check('unpaid', each.receivable.status === 'DEFAULTED', () =>
      wrongState(each.receivable.status, ['DEFAULTED'], { of: 'receivable' }),
    );
    judge.check('redeemed-up-to-date', isUpToDate(each.token, each.receivable), () =>
      wrongState('PAYMENT_WAITING', ['REDEEMED_UP_TO_DATE'], { mend: 'redeem first' }),
    );
  }
  const tokens = found.map(({ token }): Token => ({
    ...freed(token),
    owner: seller.id,
    ownerMsp: seller.hostMsp,
    origin: null,
    contestUntil: null,
  }));
  return { ask: recoursed, gone: [], tokens };
}

/** All tokens that came out of the sold ranges must be named: their ranges prove it. */
function judgeComplete(judge: Judge, sold: readonly string[], found: readonly TokenCase[]): void {
  judge.check(
    'all-tokens-named',
    coverExactly(
      sold,
      found.map(({ token }) => token),
    ),
    () => new Fault('CONDITION_UNMET', { condition: 'all-tokens-named' }),
  );
}

/** A deal whose place in the limit the bank gives back. */
export interface Release {
  readonly ask: Ask;
  readonly terms: DealTerms;
  /** Whether it was given back before. */
  readonly closure: DealClosure | null;
  /** All tokens that came out of the sold ranges. */
  readonly tokens: readonly TokenCase[];
  /** True to give the claim up instead of waiting for its payment. */
  readonly writeOff: boolean;
}

/** Gives the limit back for deals that ended: failed, recoursed, repaid (every token redeemed), or written off by the bank. */
export function releaseLimit(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  limit: CreditLimit,
  found: Release,
): {
  readonly limit: CreditLimit;
  readonly ask: Ask;
  readonly closure: DealClosure;
} {
  const { ask } = found;
  judge.check('winning-bank', ask.deal?.bankCompany === caller.company.id, () => new Fault('NOT_AUTHORISED', { need: 'the winning bank' }));
  judge.check('not-given-back', found.closure === null, () => wrongState('GIVEN_BACK', ['ENDED']));
  const outcome = outcomeOf(judge, found);
  const moved = ask.deal?.state === outcome ? ask : stepDeal(judge, ask, outcome);
  const wasDrawn = ask.deal?.payoutHash !== null;
  return {
    limit: given(limit, found.terms.faceMinor, wasDrawn),
    ask: moved,
    closure: { kind: 'DEAL-CLOSURE', schemaVersion: 1, ask: ask.id, outcome, on: rules.time.today },
  };
}

function outcomeOf(judge: Judge, found: Release): DealClosure['outcome'] {
  const state = found.ask.deal?.state;
  if (state === 'FAILED' || state === 'RECOURSED') return state;
  judgeComplete(judge, found.terms.tokens, found.tokens);
  if (found.writeOff) {
    judge.check(
      'defaulted',
      found.tokens.some(({ receivable }) => receivable.status === 'DEFAULTED'),
      () => wrongState('NOT_IN_DEFAULT', ['DEFAULTED'], { of: 'receivable' }),
    );
    return 'WRITTEN_OFF';
  }
  const isDone = ({ token }: TokenCase): boolean => token.status === 'REDEEMED' || token.owner !== found.terms.bank;
  judge.check('repaid', found.tokens.every(isDone), () => wrongState('OUTSTANDING', ['REDEEMED'], { of: 'tokens' }));
  return 'REPAID';
}

/** What giving back several deals leaves. */
export interface Released {
  readonly limit: CreditLimit;
  readonly closures: readonly DealClosure[];
  /** The asks whose deals moved. */
  readonly asks: readonly Ask[];
}

/** Gives the limit back for several deals on its core, all or none. */
export function releaseDeals(judge: Judge, rules: Rules, caller: Caller, limit: CreditLimit, deals: readonly Release[]): Released {
  const nameOf = ({ ask }: Release): string => ask.id;
  let left = limit;
  const released = judge.each(deals, nameOf, (found) => {
    const isOfLimit = found.terms.debtor === limit.core && found.terms.currency === limit.currency;
    judge.check('same-core', isOfLimit, () => new Fault('CONDITION_UNMET', { condition: 'same-core' }));
    const given = releaseLimit(judge, rules, caller, left, found);
    left = given.limit;
    return { closure: given.closure, asks: given.ask === found.ask ? [] : [given.ask] };
  });
  return { limit: left, closures: released.map(({ closure }) => closure), asks: released.flatMap(({ asks }) => asks) };
}
