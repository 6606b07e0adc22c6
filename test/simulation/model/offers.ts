import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { daysFrom, instantPlus, isPaymentDay, plusMonths } from './days';
import { needFinanceable } from './documents';
import { need, there } from './refusal';
import { PROGRAM, type Change, type Input, type Scene } from './scene';
import { lengthOf, RULES, total, type Ask, type Deal, type Limit, type Offer, type State, type Token } from './state';
import { isStopped } from './standing';
import { askOf } from './asks';
import { claimOfToken, heldBy, stillThere } from './tokens';
import { areRelated } from './transfers';

type Api = typeof TRANSACTIONS.financing;

/** The private space of a bank and a host. */
export const pairOf = ({ bankMsp, hostMsp }: { readonly bankMsp: string; readonly hostMsp: string }): string =>
  `PAIR-${bankMsp}-${hostMsp}`;

/** What an open pair needs. @throws Refusal NOT_FOUND for another program than the one there is */
export function needPair(state: State, input: { readonly program: string; readonly bankMsp: string; readonly hostMsp: string }): string {
  need(input.program === PROGRAM && state.hasProgram && state.pairs.has(pairOf(input)), 'NOT_FOUND');
  return pairOf(input);
}

/** What is left of a limit today. */
function availableMinor(limit: Limit | undefined, today: string): bigint {
  if (limit === undefined || today > limit.expiresOn) return 0n;
  const left = limit.ceilingMinor - limit.usedMinor - limit.reservedMinor;
  return left > 0n ? left : 0n;
}

/** The place of a limit. */
export const limitKey = (pair: string, core: string, currency: string): string => `${pair}/${core}/${currency}`;

/** financing:setLimit */
export function setLimit({ state, caller }: Scene, input: Input<Api['setLimit']>): Change {
  const pair = needPair(state, input);
  const core = there(state.companies.get(input.core));
  need(caller.msp === input.bankMsp, 'NOT_AUTHORISED');
  need(core.roles.includes('core'), 'CONDITION_UNMET');
  const key = limitKey(pair, input.core, input.currency);
  const before = state.limits.get(key) ?? { usedMinor: 0n, reservedMinor: 0n };
  const { ceilingMinor, expiresOn } = input;
  return () => state.limits.set(key, { usedMinor: before.usedMinor, reservedMinor: before.reservedMinor, ceilingMinor, expiresOn });
}

/** A price of tokens: the discount of each is rounded half up. */
function priced(state: State, tokens: readonly Token[], price: { ratePpm: number; valueDate: string; feesMinor: bigint }) {
  const faceMinor = total(tokens.map(lengthOf));
  const perUnit = 1_000_000n * 360n;
  const discountMinor = total(
    tokens.map((token) => {
      const days = daysFrom(price.valueDate, payDateOf(state, token));
      return (2n * lengthOf(token) * BigInt(price.ratePpm) * BigInt(days) + perUnit) / (2n * perUnit);
    }),
  );
  return { faceMinor, proceedsMinor: faceMinor - discountMinor - price.feesMinor };
}

const payDateOf = (state: State, token: Token): string => {
  const { payDate, dueDate } = claimOfToken(state, token);
  return payDate ?? dueDate;
};

function needValueDate({ state, today }: Scene, tokens: readonly Token[], valueDate: string): void {
  const before = tokens.map((token) => payDateOf(state, token)).sort()[0] ?? valueDate;
  need(valueDate >= today && valueDate < before, 'CONDITION_UNMET');
  need(isPaymentDay(there(state.days ?? undefined), valueDate), 'CONDITION_UNMET');
}

function needReview({ state, today }: Scene, found: Ask, tokens: readonly Token[], input: Input<Api['offer']>): void {
  const soft = plusMonths(today, RULES.softMonths);
  const isLong = tokens.some((token) => payDateOf(state, token) > soft);
  need(!isLong || input.tenorNote !== null, 'POLICY_REFUSED');
  const [seller, debtor] = [there(state.companies.get(found.seller)), there(state.companies.get(found.debtor))];
  const related = areRelated(seller, debtor) || tokens.some((token) => token.related);
  need(!related || input.relatedNote !== null, 'CONDITION_UNMET');
}

/** financing:offer */
export function offer(scene: Scene, input: Input<Api['offer']>): Change {
  const { state, caller, now, today } = scene;
  const pair = needPair(state, input);
  need(caller.msp === input.bankMsp, 'NOT_AUTHORISED');
  need(!state.offers.has(`${pair}/${input.offer}`), 'WRONG_STATE');
  const found = askOf(state, input.ask);
  const tokens = stillThere(state, found.tokens);
  need(found.seller !== caller.company.id, 'NOT_AUTHORISED');
  need(caller.company.status === 'ACTIVE', 'WRONG_STATE');
  need(found.status === 'OPEN' && found.deadline > now, 'WRONG_STATE');
  need(input.validUntil > now && input.validUntil <= found.lockedUntil, 'CONDITION_UNMET');
  needValueDate(scene, tokens, input.valueDate);
  needReview(scene, found, tokens, input);
  need(!isStopped(state, found.debtor), 'WRONG_STATE');
  const price = priced(state, tokens, input);
  need(price.proceedsMinor > 0n, 'AMOUNT_EXCEEDS');
  need(price.faceMinor <= availableMinor(state.limits.get(limitKey(pair, found.debtor, 'CNY')), today), 'LIMIT_EXCEEDED');
  const { valueDate, validUntil } = input;
  const made: Offer = { id: input.offer, pair, ask: found.id, bank: caller.company.id, ...price, valueDate, validUntil, status: 'OPEN' };
  return () => state.offers.set(`${pair}/${made.id}`, made);
}

/** financing:withdraw */
export function withdraw({ state, caller }: Scene, input: Input<Api['withdraw']>): Change {
  const found = there(state.offers.get(`${needPair(state, input)}/${input.offer}`));
  need(caller.company.id === found.bank, 'NOT_AUTHORISED');
  need(found.status === 'OPEN', 'WRONG_STATE');
  return () => state.offers.set(`${found.pair}/${found.id}`, { ...found, status: 'WITHDRAWN' });
}

/** Every token of the ask is there and held by it. @throws Refusal */
export function needAllHeld(state: State, found: Ask, now: string): void {
  const tokens = stillThere(state, found.tokens);
  need(tokens.length === found.tokens.length, 'WRONG_STATE');
  for (const token of tokens) {
    const held = heldBy(state, token, now);
    need(held?.kind === 'ASK' && held.ref === found.id, 'WRONG_STATE');
  }
}

/** financing:take */
export function take({ state, caller, now, today }: Scene, input: Input<Api['take']>): Change {
  const pair = needPair(state, input);
  const found = askOf(state, input.ask);
  const won = there(state.offers.get(`${pair}/${input.offer}`));
  const key = limitKey(pair, found.debtor, 'CNY');
  const limit = state.limits.get(key);
  need(caller.company.id === found.seller, 'NOT_AUTHORISED');
  need(won.ask === found.id, 'NOT_FOUND');
  need(['OPEN', 'CLOSED'].includes(found.status) && found.lockedUntil > now, 'WRONG_STATE');
  need(won.validUntil > now && today <= won.valueDate && won.status === 'OPEN', 'WRONG_STATE');
  need(won.faceMinor <= availableMinor(limit, today), 'CONDITION_UNMET');
  needAllHeld(state, found, now);
  for (const token of stillThere(state, found.tokens)) {
    const claim = claimOfToken(state, token);
    needFinanceable(state, claim.documents, claim.id);
  }
  const inTime = instantPlus(now, RULES.payoutDays);
  const deal: Deal = {
    bank: won.bank,
    pair,
    state: 'ACCEPTED',
    deadline: inTime < found.lockedUntil ? inTime : found.lockedUntil,
    abandonedBy: null,
    faceMinor: won.faceMinor,
    proceedsMinor: won.proceedsMinor,
    valueDate: won.valueDate,
    declared: false,
    closed: false,
  };
  return () => {
    state.offers.set(`${pair}/${won.id}`, { ...won, status: 'WON' });
    state.asks.set(found.id, { ...found, status: 'ACCEPTED', deal });
    if (limit !== undefined) state.limits.set(key, { ...limit, reservedMinor: limit.reservedMinor + won.faceMinor });
  };
}
