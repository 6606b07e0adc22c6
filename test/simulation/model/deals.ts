import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { askOf, end } from './asks';
import { plusPaymentDays } from './days';
import { needFinanceable } from './documents';
import { each, need, there } from './refusal';
import type { Change, Input, Scene } from './scene';
import { RULES, type Ask, type Deal, type State, type Token } from './state';
import { limitKey, needAllHeld, needPair } from './offers';
import { claimOfToken, freed, heldBy, isPaidUp, replace, stillThere, tokenOf } from './tokens';

type Api = typeof TRANSACTIONS.financing;
type OfAsk = Input<Api['disburse']>;

/** The deal of an ask, for its bank. @throws Refusal */
function needBank({ caller }: Scene, { deal }: Ask, state: string): Deal {
  need(deal?.bank === caller.company.id, 'NOT_AUTHORISED');
  need(deal?.state === state, 'WRONG_STATE');
  return deal as Deal;
}

const withDeal = (state: State, ask: Ask, deal: Deal): Change => {
  return () => state.asks.set(ask.id, { ...ask, deal });
};

/** financing:register */
export function register(scene: Scene, input: Input<Api['register']>): Change {
  needPair(scene.state, input);
  const found = askOf(scene.state, input.ask);
  const deal = needBank(scene, found, 'ACCEPTED');
  need(deal.deadline > scene.now, 'WRONG_STATE');
  return withDeal(scene.state, found, { ...deal, state: 'REGISTERED' });
}

/** financing:payout */
export function payout(scene: Scene, input: Input<Api['payout']>): Change {
  const { state, now } = scene;
  const pair = needPair(state, input);
  const found = askOf(state, input.ask);
  need(found.deal?.pair === pair, 'NOT_FOUND');
  const deal = needBank(scene, found, 'REGISTERED');
  need(deal.deadline > now, 'WRONG_STATE');
  need(input.amountMinor === deal.proceedsMinor, 'AMOUNT_EXCEEDS');
  need(input.valueDate <= deal.valueDate, 'CONDITION_UNMET');
  needAllHeld(state, found, now);
  const key = limitKey(pair, found.debtor, 'CNY');
  const limit = there(state.limits.get(key));
  return () => {
    state.asks.set(found.id, { ...found, deal: { ...deal, state: 'PAYING', declared: true } });
    const { usedMinor, reservedMinor } = limit;
    state.limits.set(key, { ...limit, usedMinor: usedMinor + deal.faceMinor, reservedMinor: reservedMinor - deal.faceMinor });
  };
}

/** financing:disburse */
export function disburse(scene: Scene, { ask: id }: OfAsk): Change {
  const { state, caller, now, today } = scene;
  const found = askOf(state, id);
  const tokens = found.tokens.map((token) => tokenOf(state, token));
  const deal = needBank(scene, found, 'PAYING');
  for (const token of tokens) {
    const held = heldBy(state, token, now);
    need(held?.kind === 'ASK' && held.ref === id && isPaidUp(state, token), 'WRONG_STATE');
  }
  const contestUntil = plusPaymentDays(there(state.days ?? undefined), today, RULES.contestDays);
  const claims = new Set(tokens.map((token) => claimOfToken(state, token)));
  for (const claim of claims) needFinanceable(state, claim.documents, claim.id);
  return () => {
    state.asks.set(id, { ...found, contestUntil, deal: { ...deal, state: 'COMPLETE' } });
    const bought = tokens.map((token): Token => ({ ...freed(token), owner: caller.company.id, origin: id, contestUntil }));
    replace(state, [], bought);
    for (const claim of claims) {
      for (const { key } of claim.documents) state.documents.set(key, { state: 'FINANCED', claim: claim.id });
    }
  };
}

/** financing:confirmReceipt, financing:contestReceipt */
export const answering =
  (receipt: 'CONFIRMED' | 'CONTESTED') =>
  ({ state, caller, today }: Scene, { ask: id }: OfAsk): Change => {
    const found = askOf(state, id);
    need(caller.company.id === found.seller, 'NOT_AUTHORISED');
    need(found.deal?.state === 'COMPLETE' && found.receipt !== 'CONFIRMED', 'WRONG_STATE');
    need(receipt === 'CONFIRMED' || today <= (found.contestUntil ?? ''), 'WRONG_STATE');
    return () => state.asks.set(id, { ...found, receipt });
  };

/** financing:fail */
export function fail({ state, caller, now }: Scene, { ask: id }: OfAsk): Change {
  const found = askOf(state, id);
  const { deal } = found;
  need([found.seller, deal?.bank].includes(caller.company.id), 'NOT_AUTHORISED');
  if (deal === null || !['ACCEPTED', 'REGISTERED'].includes(deal.state)) need(false, 'WRONG_STATE');
  const ended = deal as Deal;
  need(ended.deadline <= now, 'WRONG_STATE');
  return () => end(state, { ...found, deal: { ...ended, state: 'FAILED' } });
}

/** financing:abandon */
export function abandon({ state, caller }: Scene, { ask: id }: OfAsk): Change {
  const found = askOf(state, id);
  const isRegulator = caller.company.roles.includes('regulator');
  need(isRegulator || [found.seller, found.deal?.bank].includes(caller.company.id), 'NOT_AUTHORISED');
  need(found.deal?.state === 'PAYING', 'WRONG_STATE');
  const deal = found.deal as Deal;
  need(isRegulator || deal.abandonedBy !== caller.company.id, 'WRONG_STATE');
  if (!isRegulator && deal.abandonedBy === null) return withDeal(state, found, { ...deal, abandonedBy: caller.company.id });
  return () => end(state, { ...found, deal: { ...deal, state: 'FAILED' } });
}

/** financing:recourse */
export function recourse(scene: Scene, { ask: id, tokens: named }: Input<Api['recourse']>): Change {
  const { state, caller } = scene;
  const found = askOf(state, id);
  const tokens = named.map((token) => tokenOf(state, token));
  need(found.deal?.bank === caller.company.id, 'NOT_AUTHORISED');
  need(found.recourse, 'CONDITION_UNMET');
  const deal = needBank(scene, found, 'COMPLETE');
  need(covers(found.tokens, tokens), 'CONDITION_UNMET');
  for (const token of tokens) {
    need(token.owner === caller.company.id && token.origin === id, 'NOT_AUTHORISED');
    need(claimOfToken(state, token).status === 'DEFAULTED' && isPaidUp(state, token), 'WRONG_STATE');
  }
  return () => {
    state.asks.set(id, { ...found, deal: { ...deal, state: 'RECOURSED' } });
    replace(
      state,
      [],
      tokens.map((token) => ({ ...freed(token), owner: found.seller, origin: null, contestUntil: null })),
    );
  };
}

/** Whether tokens cover exactly the ranges that were sold: joined where they touch, both give the same. */
function covers(sold: readonly string[], tokens: readonly Token[]): boolean {
  const named = tokens.map(({ claim, from, to }) => ({ claim, from, to }));
  const wanted = sold.map((id) => {
    const [claim = '', range = ''] = id.split(':');
    const [from = 0n, to = 0n] = range.split('-').map(BigInt);
    return { claim, from, to };
  });
  return joined(named) === joined(wanted);
}

function joined(ranges: readonly { readonly claim: string; readonly from: bigint; readonly to: bigint }[]): string {
  const borders = new Set<string>();
  for (const { claim, from, to } of ranges) {
    for (const border of [`${claim}:${from}`, `${claim}:${to}`]) if (!borders.delete(border)) borders.add(border);
  }
  return [...borders].sort().join();
}

/** financing:release */
export function release(scene: Scene, input: Input<Api['release']>): Change {
  const { state } = scene;
  const pair = needPair(state, input);
  const found = input.deals.map(({ ask: id, tokens, writeOff }) => {
    const ask = askOf(state, id);
    need(ask.deal?.pair === pair, 'NOT_FOUND');
    return { ask, deal: ask.deal as Deal, tokens: stillThere(state, tokens), writeOff };
  });
  const key = limitKey(pair, input.core, input.currency);
  let limit = there(state.limits.get(key));
  const ended = releaseEach(scene, found, input);
  for (const { deal } of ended) {
    const { usedMinor, reservedMinor } = limit;
    limit = deal.declared
      ? { ...limit, usedMinor: usedMinor - deal.faceMinor }
      : { ...limit, reservedMinor: reservedMinor - deal.faceMinor };
  }
  return () => {
    state.limits.set(key, limit);
    for (const { ask, deal, outcome } of ended) state.asks.set(ask.id, { ...ask, deal: { ...deal, state: outcome, closed: true } });
  };
}

interface Release {
  readonly ask: Ask;
  readonly deal: Deal;
  readonly tokens: readonly Token[];
  readonly writeOff: boolean;
}

function releaseEach({ state, caller }: Scene, found: readonly Release[], input: { readonly core: string; readonly currency: string }) {
  return each(found, (release) => {
    const { ask, deal } = release;
    need(ask.debtor === input.core && input.currency === 'CNY', 'CONDITION_UNMET');
    need(deal.bank === caller.company.id, 'NOT_AUTHORISED');
    need(!deal.closed, 'WRONG_STATE');
    return { ask, deal, outcome: outcomeOf(state, release) };
  });
}

function outcomeOf(state: State, { ask, deal, tokens, writeOff }: Release): string {
  if (['FAILED', 'RECOURSED'].includes(deal.state)) return deal.state;
  need(covers(ask.tokens, tokens), 'CONDITION_UNMET');
  if (writeOff) {
    need(
      tokens.some((token) => claimOfToken(state, token).status === 'DEFAULTED'),
      'WRONG_STATE',
    );
  } else {
    need(
      tokens.every((token) => token.status === 'REDEEMED' || token.owner !== deal.bank),
      'WRONG_STATE',
    );
  }
  need(deal.state === 'COMPLETE', 'WRONG_STATE');
  return writeOff ? 'WRITTEN_OFF' : 'REPAID';
}
