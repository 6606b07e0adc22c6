import { addDays, compareDates, outstandingMinor, PAYABLE, type OverdueEvent, type Standing } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { monthsFrom } from './months';
import { receivablesOf, type ReceivableRow } from './receivables';
import { viewerOf } from './visible';

/** A payment that did not come in time, or came late and is still noted as missing. */
export interface LatePayment {
  readonly receivable: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly payDate: string;
  readonly outstandingMinor: bigint;
  /** What the ledger has noted of it. */
  readonly noted: 'NOTHING' | 'OVERDUE' | 'DEFAULT';
  /** What anybody may note now: that it is missing, or that it was paid after all; null when nothing is new. */
  readonly next: 'overdue' | 'cure' | null;
}

/** Late payments of a program, and how its cores stand. */
export interface LatePayments {
  readonly payments: readonly LatePayment[];
  /** Company ids of cores of which something was noted. */
  readonly standings: readonly { readonly core: string; readonly standing: Standing }[];
}

/** What is late, as far as the person at this desk may see it, the oldest first. @throws Fault as `viewerOf` */
export async function latePaymentsOf(desk: Desk): Promise<LatePayments> {
  const { session, view } = desk;
  const { company } = await viewerOf(session);
  const standings = (await session.books.all('CORE-STANDING', { scope: view.scope })).map(({ record }) => record);
  const open = new Map(
    standings.flatMap(({ events }) => events.filter(({ curedOn }) => curedOn === null).map((event) => [event.receivable, event])),
  );
  const [payable, noted] = await Promise.all([
    receivablesOf(session.books, view.id, { status: PAYABLE, payMonth: monthsFrom(view.calendar.from, view.time.today) }),
    receivablesOf(session.books, view.id, { ids: [...open.keys()] }),
  ]);
  const rows = [...new Map([...payable, ...noted].map((row) => [row.id, row])).values()];
  const mine = rows.filter(({ schedule }) => company === null || schedule.creditor === company || schedule.debtor === company);
  const payments = mine
    .filter(({ id, receivable }) => open.has(id) || compareDates(view.time.today, receivable.payDate ?? receivable.dueDate) > 0)
    .map((row) => lateOf(desk, row, open.get(row.id) ?? null));
  return {
    payments: payments.sort((a, b) => compareDates(a.payDate, b.payDate) || (a.receivable < b.receivable ? -1 : 1)),
    standings: standings.map(({ core, standing }) => ({ core, standing })),
  };
}

function lateOf({ view }: Desk, { id, schedule, receivable }: ReceivableRow, event: OverdueEvent | null): LatePayment {
  const payDate = receivable.payDate ?? receivable.dueDate;
  const isDefault = compareDates(view.time.today, addDays(payDate, view.program.graceDays)) > 0;
  const isNews = event === null || (isDefault && (!event.defaulted || receivable.status !== 'DEFAULTED'));
  return {
    receivable: id,
    creditor: schedule.creditor,
    debtor: schedule.debtor,
    payDate,
    outstandingMinor: outstandingMinor(receivable),
    noted: event === null ? 'NOTHING' : event.defaulted ? 'DEFAULT' : 'OVERDUE',
    next: receivable.status === 'SETTLED' ? 'cure' : isNews ? 'overdue' : null,
  };
}
