import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { instantPlus } from './days';
import { need, there } from './refusal';
import type { Change, Input, Scene } from './scene';
import { lengthOf, RULES, tokenKey, total, type Ask, type State, type Token } from './state';
import { carries, claimOfToken, freed, heldBy, needLockEnd, needMovable, replace, stillThere, tokenOf } from './tokens';

type Api = typeof TRANSACTIONS.financing;

/** An ask. @throws Refusal NOT_FOUND */
export const askOf = (state: State, id: string): Ask => there(state.asks.get(id));

/** financing:ask */
export function ask(scene: Scene, input: Input<Api['ask']>): Change {
  const { state, caller } = scene;
  const tokens = input.tokens.map((id) => tokenOf(state, id));
  const heldBack = input.heldBack.map((id) => tokenOf(state, id));
  const [first] = tokens as [Token, ...Token[]];
  const { debtor } = claimOfToken(state, first);
  const lockedUntil = instantPlus(input.deadline, RULES.payoutDays);
  for (const token of tokens) needMovable(scene, token);
  need(caller.company.status === 'ACTIVE', 'WRONG_STATE');
  need(input.kind === 'SALE', 'CONDITION_UNMET');
  need(
    tokens.every((token) => claimOfToken(state, token).debtor === debtor),
    'CONDITION_UNMET',
  );
  for (const token of tokens) needLockEnd(scene, lockedUntil, token);
  needCreditHeldBack(scene, debtor, tokens, heldBack);
  need(!state.asks.has(input.ask), 'WRONG_STATE');
  const lock = { kind: 'ASK', ref: input.ask, until: lockedUntil } as const;
  const opened: Ask = {
    id: input.ask,
    seller: caller.company.id,
    debtor,
    tokens: tokens.map(tokenKey),
    recourse: input.recourse,
    deadline: input.deadline,
    lockedUntil,
    status: 'OPEN',
    deal: null,
    receipt: 'WAITING',
    contestUntil: null,
  };
  return () => {
    state.asks.set(opened.id, opened);
    replace(
      state,
      [],
      tokens.map((token) => ({ ...token, status: 'LOCKED', lock })),
    );
  };
}

/** As much as open credit notes say of the creditor's own claims stays unsold. */
function needCreditHeldBack({ state, caller, now }: Scene, debtor: string, tokens: readonly Token[], heldBack: readonly Token[]): void {
  const notes = state.credits.get(`${caller.company.id}/${debtor}`) ?? [];
  const open = total(notes.map(({ amountMinor }) => amountMinor));
  if (open === 0n || !tokens.some((token) => claimOfToken(state, token).creditor === caller.company.id)) return;
  const kept = heldBack.filter(
    (token) =>
      token.owner === caller.company.id &&
      token.status === 'ACTIVE' &&
      heldBy(state, token, now) === null &&
      claimOfToken(state, token).debtor === debtor &&
      !tokens.includes(token),
  );
  need(total(kept.map(lengthOf)) >= open, 'AMOUNT_EXCEEDS');
}

type OfAsk = Input<Api['close']>;

/** financing:close */
export function close({ state, caller }: Scene, { ask: id }: OfAsk): Change {
  const found = askOf(state, id);
  need(caller.company.id === found.seller, 'NOT_AUTHORISED');
  need(found.status === 'OPEN', 'WRONG_STATE');
  return () => state.asks.set(id, { ...found, status: 'CLOSED' });
}

/** financing:cancel */
export function cancel({ state, caller }: Scene, { ask: id }: OfAsk): Change {
  const found = askOf(state, id);
  need(caller.company.id === found.seller, 'NOT_AUTHORISED');
  need(['OPEN', 'CLOSED'].includes(found.status), 'WRONG_STATE');
  return () => end(state, { ...found, status: 'CANCELLED' });
}

/** financing:expire */
export function expire({ state, now }: Scene, { ask: id }: OfAsk): Change {
  const found = askOf(state, id);
  need(['OPEN', 'CLOSED'].includes(found.status) && found.lockedUntil <= now, 'WRONG_STATE');
  return () => end(state, { ...found, status: 'EXPIRED' });
}

/** Puts an ask back with which nothing more happens, and frees what it still holds. */
export function end(state: State, ended: Ask): void {
  state.asks.set(ended.id, ended);
  const held = stillThere(state, ended.tokens).filter((token) => carries(token, 'ASK', ended.id));
  replace(state, [], held.map(freed));
}
