import { discountMinor, proceedsMinor, TRANSACTIONS, type Msp, type TransactionSpec } from '@tierline/chaincode/api';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { z } from 'zod';
import type { Ground, Ready } from './ground';
import { BANK_CHECKER, BANK_MAKER, DIGEST, PAIR, PAYEE, PAYEE_COMPANY, PROGRAM, receivableOf, schedule, SUPPLIER, tokenOf } from './trade';

const FACE = 1_000_000n;
const SOLD = 600_000n;
const RATE_PPM = 45_000;
const FEES = 100n;
const VALUE_DATE = '2026-03-03';
/** From the value date to the due date. */
const DAYS = 111;
const LAST_OFFERS = '2026-03-10T00:00:00Z';

/** One step of a receivable's life: one transaction by one person on one item. */
export interface LifeStep {
  readonly name: string;
  /** Makes the step of an item ready. `life` tells the items of several lives on one ledger apart. */
  readonly ready: (ground: Ground, life: string, item: number) => Promise<Ready>;
}

/** What a step's order is made of. */
interface Item {
  /** Its receivable, and the schedule of that alone. */
  readonly receivable: string;
  readonly schedule: string;
  readonly core: string;
  /** The token that is passed on and sold. */
  readonly sold: string;
  readonly transfer: string;
  readonly ask: string;
  readonly offer: string;
}

const { receivable, token, financing, settlement } = TRANSACTIONS;

/** Every single-item step of a life, from submission to redemption, in its order. */
export const LIFE_STEPS: readonly LifeStep[] = [
  step('submit', receivable.submit, SUPPLIER, ({ schedule: id, core }) => ({ program: PROGRAM, schedules: [schedule(id, core, [FACE])] })),
  step(
    'check',
    receivable.check,
    (core) => `maker@${core}`,
    (item) => ({ program: PROGRAM, receivables: [item.receivable] }),
  ),
  step(
    'confirm',
    receivable.confirm,
    (core) => `checker@${core}`,
    (item) => ({ program: PROGRAM, receivables: [item.receivable], undertakingDigest: DIGEST }),
  ),
  step('split', token.split, SUPPLIER, (item) => ({
    program: PROGRAM,
    token: tokenOf(item.receivable, 0n, FACE),
    amountsMinor: [SOLD, FACE - SOLD],
  })),
  step('open transfer', token.assign, SUPPLIER, (item) => ({ program: PROGRAM, payments: [paymentOf(item)] })),
  step('accept', token.accept, PAYEE, (item) => ({ program: PROGRAM, transfers: [item.transfer] })),
  step('ask', financing.ask, PAYEE, (item) => ({
    program: PROGRAM,
    ask: item.ask,
    kind: 'SALE' as const,
    recourse: false,
    deadline: LAST_OFFERS,
    tokens: [item.sold],
    heldBack: [],
  })),
  step('offer', financing.offer, BANK_MAKER, (item) => ({
    ...PAIR,
    ask: item.ask,
    offer: item.offer,
    ratePpm: RATE_PPM,
    feesMinor: FEES,
    valueDate: VALUE_DATE,
    validUntil: LAST_OFFERS,
    tenorNote: null,
    relatedNote: null,
  })),
  step('take', financing.take, PAYEE, (item) => ({ ...PAIR, ask: item.ask, offer: item.offer, account: 'CN-ACCT-1', reason: null })),
  step('register', financing.register, BANK_MAKER, (item) => ({ ...PAIR, ask: item.ask, registryNo: item.receivable })),
  step('payout', financing.payout, BANK_CHECKER, (item) => ({
    ...PAIR,
    ask: item.ask,
    amountMinor: proceedsMinor(SOLD, discountMinor({ faceMinor: SOLD, ratePpm: RATE_PPM, days: DAYS, dayCount: 'ACT/360' }), FEES),
    valueDate: VALUE_DATE,
    reference: item.receivable,
    proofDigest: DIGEST,
  })),
  step('disburse', financing.disburse, BANK_CHECKER, (item) => ({ program: PROGRAM, ask: item.ask })),
  step('settle', settlement.settle, BANK_MAKER, (item) => ({
    program: PROGRAM,
    receivable: item.receivable,
    bankReference: item.receivable,
    receivedMinor: FACE,
    interestMinor: 0n,
  })),
  step('redeem', settlement.redeem, BANK_MAKER, (item) => ({ program: PROGRAM, tokens: [item.sold] }), PAIR.bankMsp),
];

function step<S extends z.ZodType>(
  name: string,
  spec: TransactionSpec<S>,
  user: string | ((core: string) => string),
  orderOf: (item: Item) => Order<S>,
  tokenHost?: Msp,
): LifeStep {
  return {
    name,
    ready: (ground, life, number) => {
      const core = ground.core(number);
      return ground.ready(typeof user === 'string' ? user : user(core), spec, orderOf(itemOf(life, number, core)), tokenHost);
    },
  };
}

function itemOf(life: string, number: number, core: string): Item {
  const id = `${life}-${String(number).padStart(6, '0')}`;
  const ofItem = receivableOf(id, 1);
  const sold = tokenOf(ofItem, 0n, SOLD);
  return { receivable: ofItem, schedule: id, core, sold, transfer: `TRF-${id}`, ask: `ASK-${id}`, offer: `OFFER-${id}` };
}

function paymentOf({ transfer, sold }: Item) {
  return {
    transfer,
    payee: PAYEE_COMPANY,
    document: { type: 'INVOICE' as const, number: transfer, issueDate: '2026-02-25', amountMinor: SOLD, digest: DIGEST },
    expiresAt: LAST_OFFERS,
    takes: [{ token: sold, amountMinor: SOLD }],
  };
}
