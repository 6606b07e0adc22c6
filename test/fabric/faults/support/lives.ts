import { pairCollection, TRANSACTIONS, type TransactionSpec } from '@tierline/chaincode/api';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { z } from 'zod';
import { offerOf, paymentOf, wholeToken } from '../../../support/sale';
import { claim, DIGEST, PAIR_A, PAIR_B, PROGRAM } from '../../../support/world';

const { receivable, token, financing, settlement } = TRANSACTIONS;

/** The face of every receivable, and how it is cut: a part to pay with or to cancel, a part to sell. */
const FACE = 1_000_000n;
const PART = 300_000n;
const PAID_ON = 200_000n;
const DEADLINE = '2026-03-10T00:00:00Z';
const VALUE_DATE = '2026-03-05';

/** Sends one transaction of a life; its request id follows from the life and the transaction. */
export type Send = <S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>) => Promise<unknown>;

/** One receivable that lives. */
export interface Life {
  /** Of its schedule: upper case, unique. */
  readonly id: string;
  /** Even ones are sold to bank A, odd ones to bank B; every fourth is reduced instead of being paid with. */
  readonly index: number;
  readonly send: Send;
  /** A session of the bank that buys, to look its offer up. */
  readonly bank: (user: string) => Promise<Session>;
}

const receivableOf = ({ id }: Life): string => `${id}-01`;

/** Submits a schedule of one receivable. */
export function submit({ id, send }: Life): Promise<unknown> {
  const schedule = { id, creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim(`${id}-INV`, FACE)] };
  return send('maker@SUP-01', receivable.submit, { program: PROGRAM, schedules: [schedule] });
}

/** Submits, checks and confirms: the core's people act, through the core's own peer. */
export async function confirm(life: Life): Promise<void> {
  const { send } = life;
  const one = { program: PROGRAM, receivables: [receivableOf(life)] };
  await submit(life);
  await send('maker@CORE-01', receivable.check, one);
  await send('checker@CORE-01', receivable.confirm, { ...one, undertakingDigest: DIGEST });
}

/** Confirms many receivables at once, each of a schedule of its own. */
export async function confirmMany(send: Send, ids: readonly string[]): Promise<void> {
  const all = { program: PROGRAM, receivables: ids.map((id) => `${id}-01`) };
  const schedules = ids.map((id) => ({ id, creditor: 'SUP-01', debtor: 'CORE-01', claims: [claim(`${id}-INV`, FACE)] }));
  await send('maker@SUP-01', receivable.submit, { program: PROGRAM, schedules });
  await send('maker@CORE-01', receivable.check, all);
  await send('checker@CORE-01', receivable.confirm, { ...all, undertakingDigest: DIGEST });
}

/** A confirmed receivable is cut, one part paid on to a supplier, the other sold to a bank, and all is repaid; nobody of the core acts. */
export async function trade(life: Life): Promise<void> {
  const { send } = life;
  const part = await cut(life);
  const payment = { transfer: `TRF-${life.id}`, payee: 'SUP-02', takes: { [part]: PAID_ON } };
  await send('maker@SUP-01', token.assign, { program: PROGRAM, payments: [paymentOf({ ...payment, expiresAt: DEADLINE })] });
  await send('maker@SUP-02', token.accept, { program: PROGRAM, transfers: [payment.transfer] });
  await sell(life);
  await repay(life, FACE, [
    [`${receivableOf(life)}:0-${PAID_ON}`, `${receivableOf(life)}:${PAID_ON}-${PART}`],
    [`${receivableOf(life)}:${PART}-${FACE}`],
  ]);
}

/** A confirmed receivable is cut, one part cancelled by both sides, and the rest repaid. */
export async function reduce(life: Life): Promise<void> {
  const { id, send } = life;
  const part = await cut(life);
  const reduction = { program: PROGRAM, reduction: `RED-${id}` };
  const wish = {
    receivable: receivableOf(life),
    what: 'REDUCE' as const,
    tokens: [part],
    reason: 'PRICE' as const,
    evidenceDigest: DIGEST,
  };
  await send('checker@CORE-01', receivable.proposeReduction, { ...reduction, ...wish });
  await send('checker@SUP-01', receivable.agreeReduction, reduction);
  await repay(life, FACE - PART, [[`${receivableOf(life)}:${PART}-${FACE}`]]);
}

async function cut(life: Life): Promise<string> {
  const whole = wholeToken(receivableOf(life), FACE);
  await life.send('maker@SUP-01', token.split, { program: PROGRAM, token: whole, amountsMinor: [PART, FACE - PART] });
  return `${receivableOf(life)}:0-${PART}`;
}

async function sell(life: Life): Promise<void> {
  const { id, index, send } = life;
  const [pair, bank] = index % 2 === 0 ? [PAIR_A, 'BANK-A-01'] : [PAIR_B, 'BANK-B-01'];
  const ask = `ASK-${id}`;
  const sold = [`${receivableOf(life)}:${PART}-${FACE}`];
  const asked = { program: PROGRAM, ask, kind: 'SALE' as const, recourse: false, deadline: DEADLINE, tokens: sold, heldBack: [] };
  const price = { ratePpm: 45_000, feesMinor: 100n, valueDate: VALUE_DATE, validUntil: DEADLINE, tenorNote: null, relatedNote: null };
  await send('maker@SUP-01', financing.ask, asked);
  await send(`maker@${bank}`, financing.offer, { ...pair, ask, offer: offerOf(ask), ...price });
  await send('maker@SUP-01', financing.take, { ...pair, ask, offer: offerOf(ask), account: 'CN-ACCT-1', reason: null });
  await send(`maker@${bank}`, financing.register, { ...pair, ask, registryNo: `ZD-${id}` });
  const { books } = await life.bank(`checker@${bank}`);
  const offer = await books.find('OFFER', pairCollection(pair.bankMsp, pair.hostMsp), offerOf(ask));
  if (offer === null) throw new Error(`the ask ${ask} has no offer`);
  const paid = { amountMinor: offer.record.proceedsMinor, valueDate: VALUE_DATE, reference: `PAY-${id}`, proofDigest: DIGEST };
  await send(`checker@${bank}`, financing.payout, { ...pair, ask, ...paid });
  await send(`checker@${bank}`, financing.disburse, { program: PROGRAM, ask });
}

/** @param tokens by their owners' hosts, a page each */
async function repay(life: Life, receivedMinor: bigint, tokens: readonly (readonly string[])[]): Promise<void> {
  const { id, send } = life;
  const paid = { receivable: receivableOf(life), bankReference: `BR-${id}`, receivedMinor, interestMinor: 0n };
  await send('maker@BANK-A-01', settlement.settle, { program: PROGRAM, ...paid });
  for (const page of tokens) await send('maker@BANK-A-01', settlement.redeem, { program: PROGRAM, tokens: [...page] });
}
