import {
  addDays,
  addDaysToInstant,
  compareDates,
  entitledMinor,
  lengthOf,
  outstandingMinor,
  PAYABLE,
  paidOf,
  type Ask,
} from '@tierline/chaincode/api';
import { isBankHere, type Desk } from '../desk';
import { monthsFrom } from '../months';
import { receivablesOf } from '../receivables';
import { recordsWith } from '../records';
import { tokensOf } from '../tokens';
import type { Deadline } from './deadline';

/** Most deadlines of one answer. */
export const MAX_DEADLINES = 500;

/** From when to when. */
interface Window {
  /** Date of today and of the last day. */
  readonly from: string;
  readonly to: string;
  readonly isWithin: (at: string) => boolean;
}

/** What ends within some days for the company of the desk, earliest first. @param days 1 to 31 @throws Fault */
export async function deadlinesOf(desk: Desk, days: number): Promise<readonly Deadline[]> {
  const { now, today } = desk.view.time;
  const [end, to] = [addDaysToInstant(now, days), addDays(today, days)];
  const isWithin = (at: string): boolean => (at.length === today.length ? at >= today && at <= to : at > now && at <= end);
  const window: Window = { from: today, to, isWithin };
  const found = await Promise.all([
    sellersDeadlines(desk),
    paymentDeadlines(desk),
    banksDeadlines(desk),
    moneyIn(desk, window),
    moneyOut(desk, window),
  ]);
  return found
    .flat()
    .filter(({ at }) => window.isWithin(at))
    .sort(byTime)
    .slice(0, MAX_DEADLINES);
}

const byTime = (a: Deadline, b: Deadline): number =>
  compareDates(a.at.slice(0, 10), b.at.slice(0, 10)) || (a.at + a.id < b.at + b.id ? -1 : 1);

async function asksWhere(
  { session: { books }, view }: Desk,
  where: Readonly<Record<string, string | readonly string[]>>,
): Promise<readonly Ask[]> {
  return (await books.all('ASK', { scope: view.scope, where })).map(({ record }) => record);
}

/** The company's own asks: the time for offers, the offers, the payout, and the days to contest. */
async function sellersDeadlines(desk: Desk): Promise<readonly Deadline[]> {
  const seller = desk.company.id;
  const asks = await asksWhere(desk, { seller, status: ['OPEN', 'CLOSED', 'ACCEPTED'] });
  const waiting = asks.filter(({ status }) => status !== 'ACCEPTED');
  const offers = await recordsWith(
    desk.session.books,
    'OFFER',
    'ask',
    waiting.map(({ id }) => id),
    { where: { status: 'OPEN' } },
  );
  return [
    ...offers.map(({ id, bank, proceedsMinor, validUntil }): Deadline => ({
      kind: 'OFFER',
      id,
      about: bank,
      amountMinor: proceedsMinor,
      at: validUntil,
    })),
    ...waiting.filter(({ status }) => status === 'OPEN').map(askDeadline),
    ...asks.flatMap(payoutDeadline),
    ...asks.flatMap(contestDeadline),
  ];
}

const askDeadline = ({ id, seller, faceMinor, deadline }: Ask): Deadline => ({
  kind: 'ASK',
  id,
  about: seller,
  amountMinor: faceMinor,
  at: deadline,
});

function payoutDeadline({ id, faceMinor, deal }: Ask): readonly Deadline[] {
  if (deal === null || !['ACCEPTED', 'REGISTERED'].includes(deal.state)) return [];
  return [{ kind: 'PAYOUT', id, about: deal.bankCompany, amountMinor: faceMinor, at: deal.payoutDeadline }];
}

function contestDeadline({ id, faceMinor, deal, receipt, contestUntil }: Ask): readonly Deadline[] {
  if (deal?.state !== 'COMPLETE' || receipt !== 'WAITING' || contestUntil === null) return [];
  return [{ kind: 'CONTEST', id, about: deal.bankCompany, amountMinor: faceMinor, at: contestUntil }];
}

async function paymentDeadlines({ session: { books }, company, view }: Desk): Promise<readonly Deadline[]> {
  const [toAccept, offered] = await Promise.all(
    [{ payee: company.id }, { payer: company.id }].map((side) =>
      books.all('TRANSFER', { scope: view.scope, where: { ...side, status: 'OPEN' } }),
    ),
  );
  return [
    ...(toAccept ?? []).map(({ record: { id, payer, amountMinor, expiresAt } }): Deadline => ({
      kind: 'PAYMENT_TO_ACCEPT',
      id,
      about: payer,
      amountMinor,
      at: expiresAt,
    })),
    ...(offered ?? []).map(({ record: { id, payee, amountMinor, expiresAt } }): Deadline => ({
      kind: 'PAYMENT_OFFERED',
      id,
      about: payee,
      amountMinor,
      at: expiresAt,
    })),
  ];
}

/** For a bank: the asks that it may offer for, and its deals to be paid out. */
async function banksDeadlines(desk: Desk): Promise<readonly Deadline[]> {
  const { company } = desk;
  if (!isBankHere(desk)) return [];
  const open = await asksWhere(desk, { status: 'OPEN' });
  const won = await asksWhere(desk, { bank: company.id, dealState: ['ACCEPTED', 'REGISTERED'] });
  return [
    ...open.filter(({ seller }) => seller !== company.id).map(askDeadline),
    ...won.flatMap((ask) => payoutDeadline(ask).map((each) => ({ ...each, about: ask.seller }))),
  ];
}

/** The company's tokens whose receivables are paid in the window: what is still to come, receivable by receivable. */
async function moneyIn({ session, company, view }: Desk, { isWithin }: Window): Promise<readonly Deadline[]> {
  const rows = await tokensOf(session.books, view.id, { owner: company.id, status: ['ACTIVE', 'LOCKED'] });
  const due = rows.filter(({ receivable }) => isWithin(receivable.payDate ?? receivable.dueDate));
  const lines = new Map<string, Deadline>();
  for (const { token, receivable, schedule } of due) {
    const restMinor = lengthOf(token) - entitledMinor(paidOf(receivable), token);
    const before = lines.get(token.receivable)?.amountMinor ?? 0n;
    const at = receivable.payDate ?? receivable.dueDate;
    lines.set(token.receivable, { kind: 'MONEY_IN', id: token.receivable, about: schedule.debtor, amountMinor: before + restMinor, at });
  }
  return [...lines.values()].filter(({ amountMinor }) => amountMinor > 0n);
}

/** Confirmed debts of the company that are to be paid in the window. */
async function moneyOut({ session, company, view }: Desk, { from, to, isWithin }: Window): Promise<readonly Deadline[]> {
  const rows = await receivablesOf(session.books, view.id, { debtor: company.id, status: PAYABLE, payMonth: monthsFrom(from, to) });
  return rows
    .filter(({ receivable }) => isWithin(receivable.payDate ?? receivable.dueDate))
    .map(({ id, schedule, receivable }) => ({
      kind: 'MONEY_OUT',
      id,
      about: schedule.creditor,
      amountMinor: outstandingMinor(receivable),
      at: receivable.payDate ?? receivable.dueDate,
    }));
}
