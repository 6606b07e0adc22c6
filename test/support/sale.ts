import { pairCollection, TRANSACTIONS, type TransactionSpec } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { z } from 'zod';
import type { Committed } from '@tierline/client-app/dist/ports/ledger';
import { DIGEST, PAIR_A, type Place } from './world';

/** Submits a transaction as a user, endorsed by its own table. @throws Fault */
export async function act<S extends z.ZodType>(world: Place, user: string, spec: TransactionSpec<S>, order: Order<S>): Promise<Committed> {
  return execute(await world.as(user), spec, order);
}

/** Everything between bank A and the operator is addressed so. */
export const pairA = ({ program }: Place) => ({ ...PAIR_A, program });

/** How far a sale goes. */
export const SALE_STAGES = ['ASKED', 'OFFERED', 'TAKEN', 'REGISTERED', 'PAYING', 'COMPLETE'] as const;
export type SaleStage = (typeof SALE_STAGES)[number];

/** A sale of tokens to a bank. Its offer's id is the ask's with `-OFFER`. */
export interface Sale {
  readonly ask: string;
  readonly tokens: readonly string[];
  /** Company id; SUP-01 by default. */
  readonly seller?: string;
  readonly recourse?: boolean;
  /** Last time for offers; the offer's own end unless `validUntil` says another. */
  readonly deadline: string;
  readonly validUntil?: string;
  readonly valueDate: string;
}

/** The id of a sale's offer. */
export const offerOf = (ask: string): string => `${ask}-OFFER`;

/** Sells tokens to bank A up to a stage, from another one on when it has been begun. @throws Fault */
export async function sell(world: Place, sale: Sale, upTo: SaleStage, from: SaleStage = 'ASKED'): Promise<void> {
  const steps: Record<SaleStage, () => Promise<unknown>> = {
    ASKED: () =>
      act(world, `maker@${sale.seller ?? 'SUP-01'}`, TRANSACTIONS.financing.ask, {
        program: world.program,
        ask: sale.ask,
        kind: 'SALE',
        recourse: sale.recourse ?? false,
        deadline: sale.deadline,
        tokens: [...sale.tokens],
        heldBack: [],
      }),
    OFFERED: () =>
      act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.offer, {
        ...pairA(world),
        ask: sale.ask,
        offer: offerOf(sale.ask),
        ratePpm: 45_000,
        feesMinor: 100n,
        valueDate: sale.valueDate,
        validUntil: sale.validUntil ?? sale.deadline,
        tenorNote: null,
        relatedNote: null,
      }),
    TAKEN: () =>
      act(world, `maker@${sale.seller ?? 'SUP-01'}`, TRANSACTIONS.financing.take, {
        ...pairA(world),
        ask: sale.ask,
        offer: offerOf(sale.ask),
        account: 'CN-ACCT-1',
        reason: null,
      }),
    REGISTERED: () =>
      act(world, 'maker@BANK-A-01', TRANSACTIONS.financing.register, { ...pairA(world), ask: sale.ask, registryNo: 'ZD-0001' }),
    PAYING: async () => act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.payout, await payoutOrder(world, sale)),
    COMPLETE: () => act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.disburse, { program: world.program, ask: sale.ask }),
  };
  for (const stage of SALE_STAGES.slice(SALE_STAGES.indexOf(from), SALE_STAGES.indexOf(upTo) + 1)) await steps[stage]();
}

/** The payout that fits the offer of a sale. */
export async function payoutOrder(world: Place, sale: Sale): Promise<Order<typeof TRANSACTIONS.financing.payout.input>> {
  const offer = await world.record('OFFER', offerOf(sale.ask), pairCollection(PAIR_A.bankMsp, PAIR_A.hostMsp));
  if (offer === null) throw new Error(`the ask ${sale.ask} has no offer`);
  return {
    ...pairA(world),
    ask: sale.ask,
    amountMinor: offer.proceedsMinor,
    valueDate: sale.valueDate,
    reference: 'PAY-0001',
    proofDigest: DIGEST,
  };
}

/** A payment with tokens: what is taken of each, by the token's id. */
export interface Payment {
  readonly transfer: string;
  readonly payee: string;
  readonly takes: Readonly<Record<string, bigint>>;
  readonly expiresAt?: string;
}

/** One payment as a transaction takes it, against an invoice of the payee that is of the transfer's own. */
export function paymentOf({
  transfer,
  payee,
  takes,
  expiresAt,
}: Payment): Order<typeof TRANSACTIONS.token.assign.input>['payments'][number] {
  const amountMinor = Object.values(takes).reduce((total, amount) => total + amount, 0n);
  return {
    transfer,
    payee,
    expiresAt: expiresAt ?? '2026-03-10T00:00:00Z',
    document: { type: 'INVOICE', number: `${transfer}-INV`, issueDate: '2026-02-25', amountMinor, digest: DIGEST },
    takes: Object.entries(takes).map(([token, amount]) => ({ token, amountMinor: amount })),
  };
}

/** Offers tokens to a payee. @throws Fault */
export function pay(world: Place, user: string, ...payments: readonly Payment[]): Promise<Committed> {
  return act(world, user, TRANSACTIONS.token.assign, { program: world.program, payments: payments.map(paymentOf) });
}

/** Gives bank A a limit on a core, by default wide enough for every sale of a test. */
export async function allow(world: Place, core = 'CORE-01', ceilingMinor = 10n ** 12n): Promise<void> {
  await act(world, 'checker@BANK-A-01', TRANSACTIONS.financing.setLimit, {
    ...pairA(world),
    core,
    currency: 'CNY',
    ceilingMinor,
    expiresOn: '2026-12-31',
  });
}

/** The id of the token that is a receivable's whole face. */
export const wholeToken = (receivable: string, faceMinor: bigint): string => `${receivable}:0-${faceMinor}`;
