import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { dateOfInstant } from './days';
import { need, there } from './refusal';
import type { Change, Input, Scene } from './scene';
import { lengthOf, RULES, tokenKey, total, type Claim, type Lock, type State, type Token } from './state';

type Api = typeof TRANSACTIONS.token;

/** A token. @throws Refusal NOT_FOUND */
export const tokenOf = (state: State, id: string): Token => there(state.tokens.get(id));

/** Those of the tokens that still are. */
export const stillThere = (state: State, ids: readonly string[]): Token[] =>
  ids.flatMap((id) => {
    const found = state.tokens.get(id);
    return found === undefined ? [] : [found];
  });

/** The claim of a token. */
export const claimOfToken = (state: State, token: Token): Claim => there(state.claims.get(token.claim));

/** The lock that counts now: one past its end counts as none, except while its deal is being paid. */
export function heldBy(state: State, { lock }: Token, now: string): Lock | null {
  if (lock === null) return null;
  const isPaying = lock.kind === 'ASK' && state.asks.get(lock.ref)?.deal?.state === 'PAYING';
  return isPaying || lock.until > now ? lock : null;
}

/** Whether the token carries the lock of this transfer or ask, over or not. */
export const carries = ({ lock }: Token, kind: Lock['kind'], ref: string): boolean => lock?.kind === kind && lock.ref === ref;

/** Whether all money that has arrived for it has been paid out. */
export function isPaidUp(state: State, token: Token): boolean {
  const claim = claimOfToken(state, token);
  return token.paidThroughMinor === claim.paidMinor && token.interestThroughMinor === claim.interestPaidMinor;
}

function isContestable({ state, today }: Scene, { origin, contestUntil }: Token): boolean {
  if (origin === null || contestUntil === null) return false;
  const receipt = state.asks.get(origin)?.receipt;
  return receipt === 'CONTESTED' || (receipt === 'WAITING' && today <= contestUntil);
}

/** What every change of owner, cut or ask needs of a token. @throws Refusal */
export function needMovable(scene: Scene, token: Token): void {
  const { state, caller, now, today } = scene;
  const claim = claimOfToken(state, token);
  need(token.owner === caller.company.id, 'NOT_AUTHORISED');
  need(['CONFIRMED', 'PART_PAID'].includes(claim.status), 'WRONG_STATE');
  need(heldBy(state, token, now) === null && ['ACTIVE', 'LOCKED'].includes(token.status), 'WRONG_STATE');
  need(isPaidUp(state, token), 'WRONG_STATE');
  need(today < claim.dueDate, 'WRONG_STATE');
  need(!isContestable(scene, token), 'WRONG_STATE');
}

/** A lock lies in the future and ends before the due date. @throws Refusal */
export function needLockEnd({ state, now }: Scene, until: string, token: Token): void {
  need(until > now, 'WRONG_STATE');
  need(dateOfInstant(until) < claimOfToken(state, token).dueDate, 'WRONG_STATE');
}

/** A token without its lock. */
export const freed = (token: Token): Token => ({ ...token, status: 'ACTIVE', lock: null });

/** The parts of a token. */
export function cut(token: Token, amounts: readonly bigint[]): Token[] {
  let from = token.from;
  return amounts.map((amount) => {
    const part = { ...freed(token), from, to: from + amount };
    from = part.to;
    return part;
  });
}

/** Replaces tokens by others. */
export function replace(state: State, gone: readonly Token[], come: readonly Token[]): void {
  for (const token of gone) state.tokens.delete(tokenKey(token));
  for (const token of come) state.tokens.set(tokenKey(token), token);
}

/** token:split */
export function split(scene: Scene, { token: id, amountsMinor }: Input<Api['split']>): Change {
  const token = tokenOf(scene.state, id);
  needMovable(scene, token);
  need(
    amountsMinor.every((amount) => amount >= RULES.minimumMinor),
    'AMOUNT_EXCEEDS',
  );
  need(total(amountsMinor) <= lengthOf(token), 'AMOUNT_EXCEEDS');
  need(total(amountsMinor) === lengthOf(token), 'MALFORMED');
  return () => replace(scene.state, [token], cut(token, amountsMinor));
}

/** token:merge */
export function merge(scene: Scene, { tokens: ids }: Input<Api['merge']>): Change {
  const tokens = ids.map((id) => tokenOf(scene.state, id));
  for (const token of tokens) needMovable(scene, token);
  const [first] = tokens as [Token, ...Token[]];
  const likeness = (token: Token): string =>
    [token.claim, token.owner, token.tier, token.paidThroughMinor, token.interestThroughMinor, token.origin].join();
  need(
    tokens.every((token) => likeness(token) === likeness(first)),
    'CONDITION_UNMET',
  );
  need(
    tokens.every((token, index) => index === 0 || tokens[index - 1]?.to === token.from),
    'CONDITION_UNMET',
  );
  const merged: Token = {
    ...freed(first),
    to: tokens.at(-1)?.to ?? first.to,
    former: [...new Set(tokens.flatMap(({ former }) => former))],
    related: tokens.some(({ related }) => related),
  };
  return () => replace(scene.state, tokens, [merged]);
}
