import {
  compareDates,
  isOverdue,
  PAYABLE,
  lengthOf,
  outstandingMinor,
  partsOfTokenId,
  type Ask,
  type ReceivableStatus,
} from '@tierline/chaincode/api';
import type { Where } from '../ports/books';
import { isBankHere, type Desk } from './desk';
import { monthsFrom } from './months';
import { offersFor } from './offers';
import { receivablesOf, type ReceivableRow } from './receivables';
import { recordsNamed, recordsWith } from './records';
import { keysSeen } from './signingKeys';
import { waitingTokens } from './waiting';

/** One thing that waits for a person. */
export interface WorkItem {
  /** The command that does it: `check`, `accept`, ... */
  readonly what: string;
  readonly id: string;
  /** Who is on the other side, or what it is about. */
  readonly about: string;
  readonly amountMinor: bigint | null;
  /** Date or time until which it is to be done; null where there is none. */
  readonly until: string | null;
  /** The command line that does it, without --as. */
  readonly command: string;
}

/** What waits for the person at this desk, by what his company is and what he may do. */
export async function worklistOf(desk: Desk): Promise<readonly WorkItem[]> {
  const parts = await Promise.all([
    receivableWork(desk),
    transferWork(desk),
    sellerWork(desk),
    bankWork(desk),
    settlementWork(desk),
    releaseWork(desk),
    operatorWork(desk),
    reductionWork(desk),
    keyWork(desk),
  ]);
  return parts.flat();
}

const is = ({ company }: Desk, role: 'core' | 'supplier' | 'bank' | 'operator'): boolean => company.roles.includes(role);
const may = ({ session }: Desk, duty: 'maker' | 'checker'): boolean => session.attributes.roles.includes(duty);
const acts = (desk: Desk): boolean => may(desk, 'maker') || may(desk, 'checker');

async function receivableWork(desk: Desk): Promise<readonly WorkItem[]> {
  const {
    session: { books },
    company,
    view,
  } = desk;
  if (!acts(desk)) return [];
  const rows = await Promise.all([
    receivablesOf(books, view.id, { creditor: company.id, status: ['RETURNED', 'DRAFT'] }),
    receivablesOf(books, view.id, { debtor: company.id, status: ['SUBMITTED', 'CHECKED'] }),
  ]);
  return rows.flat().flatMap((row) => {
    const what = nextOf(desk, row);
    if (what === null) return [];
    const { receivable, schedule } = row;
    const about = what === 'check' || what === 'confirm' ? schedule.creditor : schedule.debtor;
    return [{ what, id: row.id, about, amountMinor: receivable.faceMinor, until: receivable.dueDate, command: `${what} ${row.id}` }];
  });
}

/** What the person at this desk is to do next with a receivable; null for nothing. */
function nextOf(desk: Desk, { schedule, receivable }: ReceivableRow): string | null {
  if (schedule.creditor === desk.company.id) return NEXT_OF_CREDITOR[receivable.status] ?? null;
  if (schedule.debtor !== desk.company.id) return null;
  if (receivable.status === 'SUBMITTED') return may(desk, 'maker') ? 'check' : null;
  const isOther = receivable.checkedBy?.person !== desk.session.attributes.person;
  return receivable.status === 'CHECKED' && may(desk, 'checker') && isOther ? 'confirm' : null;
}

const NEXT_OF_CREDITOR: Readonly<Partial<Record<ReceivableStatus, string>>> = { RETURNED: 'revise', DRAFT: 'resubmit' };

async function transferWork(desk: Desk): Promise<readonly WorkItem[]> {
  const {
    session: { books },
    company,
    view,
  } = desk;
  const open = await Promise.all(
    [{ payee: company.id }, { payer: company.id }].map((side) =>
      books.all('TRANSFER', { scope: view.scope, where: { ...side, status: 'OPEN' } }),
    ),
  );
  return recordsIn(open).flatMap(({ id, payer, payee, amountMinor, expiresAt }): WorkItem[] => {
    const isOver = expiresAt <= view.time.now;
    const accept = { what: 'accept', id, about: payer, amountMinor, until: expiresAt, command: `accept ${id}` };
    const withdraw = { what: 'withdraw', id, about: payee, amountMinor, until: null, command: `withdraw ${id}` };
    if (payee === company.id && !isOver) return [accept];
    return payer === company.id && isOver ? [withdraw] : [];
  });
}

/** The records of several questions, by id. */
function recordsIn<R extends { readonly id: string }>(found: readonly (readonly { readonly record: R }[])[]): readonly R[] {
  return found
    .flat()
    .map(({ record }) => record)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Asks of the program that have one of these sets of values, by id; no ask has two of them. */
async function asksWhere({ session: { books }, view }: Desk, ...wanted: readonly Where<'ASK'>[]): Promise<readonly Ask[]> {
  return recordsIn(await Promise.all(wanted.map((where) => books.all('ASK', { scope: view.scope, where }))));
}

async function sellerWork(desk: Desk): Promise<readonly WorkItem[]> {
  const seller = desk.company.id;
  const own = await asksWhere(desk, { seller, status: ['OPEN', 'CLOSED'] }, { seller, receipt: 'WAITING' });
  const items = await Promise.all(
    own.map(async (ask): Promise<WorkItem | null> => {
      const common = { id: ask.id, amountMinor: ask.faceMinor };
      if (ask.deal?.state === 'COMPLETE' && ask.receipt === 'WAITING') {
        return { ...common, what: 'receipt', about: ask.deal.bankCompany, until: ask.contestUntil, command: `receipt ${ask.id}` };
      }
      const best = (await offersFor(desk, ask.id)).find(({ isCheapest }) => isCheapest);
      if (best === undefined) return null;
      const { offer } = best;
      return { ...common, what: 'take', about: offer.bank, until: offer.validUntil, command: `take ${offer.id} --account ACCOUNT` };
    }),
  );
  return items.filter((item) => item !== null);
}

const DEAL_WORK: Readonly<Record<string, { readonly what: string; readonly more: string }>> = {
  ACCEPTED: { what: 'register', more: ' --registry-no NUMBER' },
  REGISTERED: { what: 'payout', more: ' --reference REFERENCE' },
  PAYING: { what: 'disburse', more: '' },
};

async function bankWork(desk: Desk): Promise<readonly WorkItem[]> {
  if (!isBankHere(desk) || !acts(desk)) return [];
  const bank = desk.company.id;
  const asks = await asksWhere(desk, { status: 'OPEN' }, { bank, dealState: Object.keys(DEAL_WORK) });
  const offers = await recordsWith(
    desk.session.books,
    'OFFER',
    'ask',
    asks.map(({ id }) => id),
    { where: { bank } },
  );
  const offered = new Set(offers.map(({ ask }) => ask));
  const isNew = ({ id, deadline, seller }: Ask): boolean => deadline > desk.view.time.now && seller !== bank && !offered.has(id);
  return asks.flatMap((ask): readonly WorkItem[] => {
    if (ask.status !== 'OPEN') return dealWork(desk, ask);
    if (!isNew(ask)) return [];
    const { id, seller: about, faceMinor: amountMinor, deadline: until } = ask;
    return [{ what: 'offer', id, about, amountMinor, until, command: `offer ${id} --rate PERCENT` }];
  });
}

/** The next step of a deal that the bank has won. */
function dealWork(desk: Desk, { id, seller: about, faceMinor: amountMinor, deal }: Ask): readonly WorkItem[] {
  const next = deal?.bankCompany === desk.company.id ? DEAL_WORK[deal.state] : undefined;
  if (next === undefined || deal === null || (next.what !== 'register' && !may(desk, 'checker'))) return [];
  const until = next.what === 'disburse' ? null : deal.payoutDeadline;
  return [{ what: next.what, id, about, amountMinor, until, command: `${next.what} ${id}${next.more}` }];
}

/** Money that is due or late, and money that has arrived and is not paid out. */
async function settlementWork(desk: Desk): Promise<readonly WorkItem[]> {
  const { session, view } = desk;
  if (!acts(desk)) return [];
  const waiting = await waitingTokens(desk, null);
  const redeem =
    waiting.length === 0
      ? []
      : [
          {
            what: 'redeem',
            id: '--all',
            about: `${waiting.length} tokens`,
            amountMinor: null,
            until: null,
            command: 'redeem --all',
          },
        ];
  if (session.identity.msp !== view.program.settlementBankMsp || !is(desk, 'bank')) return redeem;
  // Payment dates are days of the program's calendar.
  const payable = await receivablesOf(session.books, view.id, {
    status: PAYABLE,
    payMonth: monthsFrom(view.calendar.from, view.time.today),
  });
  const due = payable.filter(({ receivable }) => receivable.payDate !== null && compareDates(view.time.today, receivable.payDate) >= 0);
  const refunds = (await session.books.all('SETTLEMENT', { scope: view.scope, where: { refund: 'DUE' } })).map(({ record }) => record);
  return [
    ...due.map(({ id, receivable, schedule }) => ({
      what: 'settle',
      id,
      about: isOverdue(receivable, view.time.today) ? `${schedule.debtor}, overdue` : schedule.debtor,
      amountMinor: outstandingMinor(receivable),
      until: receivable.payDate,
      command: `settle ${id} AMOUNT --reference REFERENCE`,
    })),
    ...refunds.map(({ bankReference, overpaidMinor, receivable }) => ({
      what: 'refund',
      id: bankReference,
      about: receivable,
      amountMinor: overpaidMinor,
      until: null,
      command: `refund ${bankReference} --reference REFERENCE`,
    })),
    ...redeem,
  ];
}

/** Deals whose tokens are all paid: their place in the limit can be given back. */
async function releaseWork(desk: Desk): Promise<readonly WorkItem[]> {
  const {
    session: { books },
    company,
    view,
  } = desk;
  if (!is(desk, 'bank') || !acts(desk)) return [];
  const asks = await asksWhere(desk, { bank: company.id, dealState: ['FAILED', 'RECOURSED', 'COMPLETE'] });
  const ids = asks.map(({ id }) => id);
  const closed = new Set((await recordsNamed(books, 'DEAL-CLOSURE', ids)).map(({ ask }) => ask));
  const unpaid = await recordsWith(books, 'TOKEN', 'origin', ids, { scope: view.scope, where: { status: ['ACTIVE', 'LOCKED'] } });
  const alive = new Set(unpaid.map(({ origin }) => origin));
  return asks
    .filter(({ id, deal }) => !closed.has(id) && (deal?.state !== 'COMPLETE' || !alive.has(id)))
    .map(({ id, seller, faceMinor }) => ({
      what: 'release',
      id,
      about: seller,
      amountMinor: faceMinor,
      until: null,
      command: `release ${id}`,
    }));
}

async function operatorWork(desk: Desk): Promise<readonly WorkItem[]> {
  if (!is(desk, 'operator') || !may(desk, 'checker')) return [];
  const open = await desk.session.books.all('PROPOSAL', { where: { status: 'OPEN' } });
  return open.map(({ record: { id, subject } }) => ({
    what: 'approve',
    id,
    about: subject,
    amountMinor: null,
    until: null,
    command: `approve ${id}`,
  }));
}

/** Signing keys that wait for another person's approval: a regulator's for a first one. */
async function keyWork(desk: Desk): Promise<readonly WorkItem[]> {
  if (!may(desk, 'checker')) return [];
  const { session, company } = desk;
  const byRegulator = company.roles.includes('regulator');
  // Whether a key that is not approved counts is no question of time.
  const waiting = (await keysSeen(session, null, 0)).filter(
    (key) =>
      (key.waitsFor === 'REGULATOR' ? byRegulator : key.waitsFor === 'COMPANY' && key.company === company.id) &&
      key.proposedBy !== `${company.id}/${session.attributes.person}`,
  );
  return waiting.map((key) => ({
    what: 'approveKey',
    id: key.address,
    about: key.company,
    amountMinor: null,
    until: null,
    command: `key approve ${key.company} ${key.address}`,
  }));
}

async function reductionWork(desk: Desk): Promise<readonly WorkItem[]> {
  const {
    session: { books },
    company,
    view,
  } = desk;
  if (!may(desk, 'checker')) return [];
  const proposed = (await books.all('REDUCTION', { scope: view.scope, where: { status: 'PROPOSED' } })).map(({ record }) => record);
  const rows = await receivablesOf(books, view.id, { ids: proposed.map(({ receivable }) => receivable) });
  const claims = new Map(rows.map((row) => [row.id, row.schedule]));
  return proposed.flatMap(({ id, receivable, tokens, proposedBy }) => {
    const schedule = claims.get(receivable);
    const isParty = schedule !== undefined && [schedule.creditor, schedule.debtor].includes(company.id) && proposedBy !== company.id;
    const amountMinor = tokens.reduce((total, token) => total + lengthOf(partsOfTokenId(token)), 0n);
    return isParty ? [{ what: 'agree', id, about: receivable, amountMinor, until: null, command: `agree ${id}` }] : [];
  });
}
