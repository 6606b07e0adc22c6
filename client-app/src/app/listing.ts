import { isOverdue, lengthOf, outstandingMinor } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { receivablesOf } from './receivables';
import { tokensOf } from './tokens';

/** What can be listed. */
export const LISTS = ['receivables', 'tokens', 'transfers', 'asks', 'deals', 'companies', 'programs'] as const;
/** One of {@link LISTS}. */
export type ListName = (typeof LISTS)[number];

/** One row of a list: plain fields, amounts in minor units under names that end in `Minor`. */
export type ListRow = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** The rows of a list, as this organisation knows them, by id. */
export async function listOf(desk: Desk, name: ListName): Promise<readonly ListRow[]> {
  return READERS[name](desk);
}

const READERS: Readonly<Record<ListName, (desk: Desk) => Promise<readonly ListRow[]>>> = {
  receivables: async ({ session, view }) =>
    (await receivablesOf(session.books, view.id)).map(({ id, schedule, receivable }) => ({
      receivable: id,
      creditor: schedule.creditor,
      debtor: schedule.debtor,
      invoice: receivable.documents[0]?.number ?? '',
      faceMinor: receivable.faceMinor,
      outstandingMinor: outstandingMinor(receivable),
      dueDate: receivable.dueDate,
      payDate: receivable.payDate,
      status: receivable.status,
      overdue: isOverdue(receivable, view.time.today),
    })),
  tokens: async ({ session, view }) =>
    (await tokensOf(session.books, view.id)).map(({ id, token, receivable }) => ({
      token: id,
      owner: token.owner,
      tier: token.tier,
      amountMinor: lengthOf(token),
      dueDate: receivable.dueDate,
      status: token.status,
      lockedBy: token.lock?.ref ?? null,
    })),
  transfers: async ({ session, view }) =>
    (await session.books.all('TRANSFER', { scope: view.scope })).map(({ record }) => ({
      transfer: record.id,
      payer: record.payer,
      payee: record.payee,
      amountMinor: record.amountMinor,
      expiresAt: record.expiresAt,
      status: record.status,
    })),
  asks: async ({ session, view }) =>
    (await session.books.all('ASK', { scope: view.scope })).map(({ record }) => ({
      ask: record.id,
      seller: record.seller,
      debtor: record.debtor,
      faceMinor: record.faceMinor,
      lastPayDate: record.lastPayDate,
      recourse: record.recourse,
      deadline: record.deadline,
      status: record.status,
    })),
  deals: async ({ session, view }) => {
    const terms = new Map((await session.books.all('DEAL-TERMS')).map(({ record }) => [record.ask, record]));
    const asks = (await session.books.all('ASK', { scope: view.scope })).map(({ record }) => record);
    return asks.flatMap(({ id, seller, faceMinor, deal, receipt }) =>
      deal === null
        ? []
        : [
            {
              ask: id,
              seller,
              bank: deal.bankCompany,
              faceMinor,
              proceedsMinor: terms.get(id)?.proceedsMinor ?? null,
              ratePpm: terms.get(id)?.ratePpm ?? null,
              payoutDeadline: deal.payoutDeadline,
              receipt,
              status: deal.state,
            },
          ],
    );
  },
  companies: async ({ session }) =>
    (await session.books.all('COMPANY')).map(({ record }) => ({
      company: record.id,
      name: record.name,
      roles: record.roles.join(' '),
      scheme: record.identity.scheme,
      code: record.identity.value,
      host: record.hostMsp,
      size: record.sizeClass,
      status: record.status,
    })),
  programs: async ({ session }) =>
    (await session.books.all('PROGRAM-HEAD')).map(({ record }) => ({
      program: record.id,
      name: record.name,
      mode: record.mode,
      clockOffsetDays: record.clockOffsetDays,
    })),
};
