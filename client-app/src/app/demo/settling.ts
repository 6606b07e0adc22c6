import {
  addDays,
  DEFAULT_LATE_PPM_PER_DAY,
  outstandingMinor,
  partsOfReceivableId,
  TRANSACTIONS,
  type Receivable,
} from '@tierline/chaincode/api';
import { execute } from '../execute';
import { freshId } from '../ordering';
import { pages } from '../pages';
import { receivableOf } from '../receivables';
import { redeemSteps, tokensBehind } from '../waiting';
import type { Stage } from './stage';

/** Days after the payment date on which the second instalment comes: late. */
const LATE_DAYS = 6;
/** Schedules that are paid at a time. */
const AT_ONCE = 16;

/** A payment that is to come. */
export interface Payment {
  readonly on: string;
  readonly receivable: string;
  /** The first of two instalments pays part; the last one the rest, with late interest when it is late. */
  readonly part: 'FIRST' | 'LAST';
}

/** The payments of a receivable: all at its payment date, or half of it then and the rest late. */
export function paymentsOf(id: string, { payDate, dueDate }: Receivable, inTwo: boolean): Payment[] {
  const on = payDate ?? dueDate;
  if (!inTwo) return [{ on, receivable: id, part: 'LAST' }];
  return [
    { on, receivable: id, part: 'FIRST' },
    { on: addDays(on, LATE_DAYS), receivable: id, part: 'LAST' },
  ];
}

/** Plays the payments up to a date in the order of their dates; `afterEach` date the holders can be paid out. */
export async function playPayments(
  stage: Stage,
  payments: readonly Payment[],
  until: string,
  afterEach: () => Promise<void>,
): Promise<readonly Payment[]> {
  const due = payments.filter(({ on }) => on <= until);
  for (const on of [...new Set(due.map((payment) => payment.on))].sort()) {
    await stage.goTo(on);
    const lanes = lanesOf(due.filter((payment) => payment.on === on));
    for (const page of pages(lanes, AT_ONCE)) await Promise.all(page.map((lane) => payLane(stage, lane)));
    await afterEach();
  }
  return payments.filter(({ on }) => on > until);
}

/** Payments of one schedule change one document of the ledger: they go one after the other. */
function lanesOf(payments: readonly Payment[]): Payment[][] {
  const lanes = new Map<string, Payment[]>();
  for (const payment of payments) {
    const { schedule } = partsOfReceivableId(payment.receivable);
    const lane = lanes.get(schedule);
    if (lane === undefined) lanes.set(schedule, [payment]);
    else lane.push(payment);
  }
  return [...lanes.values()];
}

async function payLane(stage: Stage, lane: readonly Payment[]): Promise<void> {
  for (const payment of lane) await pay(stage, payment);
}

async function pay(stage: Stage, { receivable: id, part, on }: Payment): Promise<void> {
  const bank = await stage.bank('maker', stage.members.banks.indexOf(stage.members.settlementBank));
  const { receivable } = await receivableOf(bank.books, stage.program, id);
  const owed = outstandingMinor(receivable);
  const principal = part === 'FIRST' ? owed / 2n + 1n : owed;
  const interestMinor = part === 'LAST' ? lateInterestFor(receivable, on) : 0n;
  await execute(bank, TRANSACTIONS.settlement.settle, {
    program: stage.program,
    receivable: id,
    bankReference: freshId('BANK'),
    receivedMinor: principal + interestMinor,
    interestMinor,
  });
}

/** Statutory late interest on what was outstanding since the payment date: 0.05 % a day, rounded down so as never to be too much. */
function lateInterestFor(receivable: Receivable, on: string): bigint {
  const days = receivable.payDate !== null && on > receivable.payDate ? LATE_DAYS : 0;
  return (outstandingMinor(receivable) * BigInt(days * DEFAULT_LATE_PPM_PER_DAY)) / 1_000_000n;
}

/** Every holder gets his exact share. */
export async function redeemEverything(stage: Stage): Promise<number> {
  const bank = await stage.bank('maker', stage.members.banks.indexOf(stage.members.settlementBank));
  const rows = await tokensBehind(bank.books, stage.program);
  for (const step of redeemSteps(stage.program, rows)) await step.execute(bank);
  return rows.length;
}
