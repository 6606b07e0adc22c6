import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { DocumentDesk } from './documents';
import { each, need, there } from './refusal';
import type { Change, Input, Scene } from './scene';
import { lengthOf, RULES, tokenKey, total, type Company, type Token, type Transfer } from './state';
import { carries, claimOfToken, cut, freed, heldBy, isPaidUp, needLockEnd, needMovable, replace, stillThere, tokenOf } from './tokens';

type Api = typeof TRANSACTIONS.token;
type Payment = Input<Api['assign']>['payments'][number];
type Answers = Input<Api['accept']>;

/** Whether two companies belong together. */
export function areRelated(a: Company, b: Company): boolean {
  return (a.group !== null && a.group === b.group) || a.parent === b.id || b.parent === a.id;
}

interface Opened {
  readonly transfer: Transfer;
  readonly gone: readonly Token[];
  readonly come: readonly Token[];
}

/** token:assign */
export function assign(scene: Scene, { payments }: Input<Api['assign']>): Change {
  const { state } = scene;
  const desk = new DocumentDesk(state);
  for (const { payee, takes } of payments) {
    there(state.companies.get(payee));
    for (const { token } of takes) tokenOf(state, token);
  }
  const opened = each(payments, (payment) => open(scene, desk, payment));
  for (const { transfer } of payments) need(!state.transfers.has(transfer), 'WRONG_STATE');
  return () => {
    desk.save();
    for (const { transfer, gone, come } of opened) {
      state.transfers.set(transfer.id, transfer);
      replace(state, gone, come);
    }
  };
}

function needPayee({ state, caller }: Scene, payee: Company, tokens: readonly Token[]): void {
  need(payee.status === 'ACTIVE', 'WRONG_STATE');
  need(!tokens.some((token) => claimOfToken(state, token).debtor === payee.id), 'CONDITION_UNMET');
  need(payee.id !== caller.company.id, 'CONDITION_UNMET');
}

function open(scene: Scene, desk: DocumentDesk, payment: Payment): Opened {
  const { state, caller } = scene;
  const payee = there(state.companies.get(payment.payee));
  const tokens = payment.takes.map(({ token }) => tokenOf(state, token));
  for (const token of tokens) needMovable(scene, token);
  need(caller.company.status === 'ACTIVE', 'WRONG_STATE');
  needPayee(scene, payee, tokens);
  for (const token of tokens) needLockEnd(scene, payment.expiresAt, token);
  need(total(payment.takes.map(({ amountMinor }) => amountMinor)) <= payment.document.amountMinor, 'AMOUNT_EXCEEDS');
  for (const token of tokens) need(token.tier < RULES.maxTier, 'TIER_TOO_DEEP');
  const cuts = tokens.map((token, index) => taken(token, payment.takes[index]?.amountMinor ?? 0n));
  const document = desk.take(payee, payment.document, `TRANSFER:${payment.transfer}`);
  const lock = { kind: 'TRANSFER', ref: payment.transfer, until: payment.expiresAt } as const;
  const parts = cuts.map(([part]): Token => ({ ...part, status: 'LOCKED', lock }));
  const transfer: Transfer = {
    id: payment.transfer,
    payer: caller.company.id,
    payee: payee.id,
    tokens: parts.map(tokenKey),
    document,
    expiresAt: payment.expiresAt,
    related: areRelated(caller.company, payee) || tokens.some(({ former }) => former.includes(payee.id)),
    status: 'OPEN',
  };
  return { transfer, gone: tokens, come: [...parts, ...cuts.flatMap(([, ...rest]) => rest)] };
}

function taken(token: Token, amount: bigint): [Token, ...Token[]] {
  const have = lengthOf(token);
  need(amount <= have, 'AMOUNT_EXCEEDS');
  if (amount === have) return [freed(token)];
  need(amount >= RULES.minimumMinor && have - amount >= RULES.minimumMinor, 'AMOUNT_EXCEEDS');
  return cut(token, [amount, have - amount]) as [Token, ...Token[]];
}

/** token:accept */
export function accept({ state, caller, now }: Scene, { transfers }: Answers): Change {
  const accepted = each(
    transfers.map((id) => there(state.transfers.get(id))),
    (transfer) => {
      need(caller.company.id === transfer.payee, 'NOT_AUTHORISED');
      need(transfer.status === 'OPEN' && transfer.expiresAt > now && caller.company.status === 'ACTIVE', 'WRONG_STATE');
      const tokens = stillThere(state, transfer.tokens);
      need(tokens.length === transfer.tokens.length, 'WRONG_STATE');
      for (const token of tokens) {
        const held = heldBy(state, token, now);
        need(held?.kind === 'TRANSFER' && held.ref === transfer.id && isPaidUp(state, token), 'WRONG_STATE');
      }
      return { transfer, tokens };
    },
  );
  return () => {
    for (const { transfer, tokens } of accepted) {
      state.transfers.set(transfer.id, { ...transfer, status: 'ACCEPTED' });
      replace(
        state,
        [],
        tokens.map((token) => passed(token, transfer)),
      );
    }
  };
}

const passed = (token: Token, { payee, related }: Transfer): Token => ({
  ...freed(token),
  owner: payee,
  tier: token.tier + 1,
  origin: null,
  contestUntil: null,
  former: [...token.former, token.owner],
  related: token.related || related,
});

/** token:reject, token:withdraw, token:expire */
export const ending =
  (next: 'REJECTED' | 'WITHDRAWN' | 'EXPIRED') =>
  ({ state, caller, now }: Scene, { transfers }: Answers): Change => {
    const desk = new DocumentDesk(state);
    const ended = each(
      transfers.map((id) => there(state.transfers.get(id))),
      (transfer) => {
        const who = { REJECTED: transfer.payee, WITHDRAWN: transfer.payer, EXPIRED: caller.company.id }[next];
        need(caller.company.id === who, 'NOT_AUTHORISED');
        need(transfer.status === 'OPEN' && (next !== 'EXPIRED' || transfer.expiresAt <= now), 'WRONG_STATE');
        return transfer;
      },
    );
    return () => {
      for (const transfer of ended) {
        desk.release(transfer.document, `TRANSFER:${transfer.id}`);
        state.transfers.set(transfer.id, { ...transfer, status: next });
        const held = stillThere(state, transfer.tokens).filter((token) => carries(token, 'TRANSFER', transfer.id));
        replace(state, [], held.map(freed));
      }
      desk.save();
    };
  };
