import {
  Fault,
  partsOfReceivableId,
  programCollection,
  receivableId,
  type Receivable,
  type ReceivableStatus,
  type Schedule,
} from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import { recordsNamed } from './records';

/** A receivable with its schedule, as this organisation knows them. */
export interface ReceivableRow {
  readonly program: string;
  readonly id: string;
  readonly schedule: Schedule;
  readonly receivable: Receivable;
}

/** Which receivables; a field that is left out chooses nothing. */
export interface WhichReceivables {
  /** Company ids. */
  readonly creditor?: string;
  readonly debtor?: string;
  /** One of these states. */
  readonly status?: readonly ReceivableStatus[];
  readonly ids?: readonly string[];
  /** Payable, with a payment date in one of these months, `YYYY-MM`. */
  readonly payMonth?: readonly string[];
}

/** Receivables of a program, by schedule and ordinal; all of them by default. */
export async function receivablesOf(books: Books, program: string, which: WhichReceivables = {}): Promise<readonly ReceivableRow[]> {
  const { creditor, debtor, status, ids, payMonth } = which;
  const where = { creditor, debtor, status, payMonth };
  const scope = programCollection(program);
  const schedules =
    ids === undefined
      ? (await books.all('SCHEDULE', { scope, where })).map(({ record }) => record)
      : await recordsNamed(books, 'SCHEDULE', ids.map(scheduleOf), { scope, where });
  const named = ids === undefined ? null : new Set(ids);
  return schedules
    .flatMap((schedule) => rowsIn(program, schedule))
    .filter(({ id, receivable }) => isOneOf(status, receivable.status) && (named === null || named.has(id)))
    .filter(({ receivable }) => isOneOf(payMonth, receivable.payDate?.slice(0, 'YYYY-MM'.length)));
}

function rowsIn(program: string, schedule: Schedule): ReceivableRow[] {
  return schedule.receivables.map((receivable) => ({ program, id: receivableId(schedule.id, receivable.ordinal), schedule, receivable }));
}

/** The schedule of a receivable. */
export const scheduleOf = (receivable: string): string => partsOfReceivableId(receivable).schedule;

/** Whether nothing special is wanted, or this. */
export const isOneOf = <T>(wanted: readonly T[] | undefined, found: T | undefined): boolean =>
  wanted === undefined || (found !== undefined && wanted.includes(found));

/** One receivable. @throws Fault NOT_FOUND */
export async function receivableOf(books: Books, program: string, id: string): Promise<ReceivableRow> {
  const { schedule: scheduleId, ordinal } = partsOfReceivableId(id);
  const schedule = (await books.find('SCHEDULE', programCollection(program), scheduleId))?.record;
  const receivable = schedule?.receivables.find((each) => each.ordinal === ordinal);
  if (schedule === undefined || receivable === undefined) throw new Fault('NOT_FOUND', { kind: 'receivable', id });
  return { program, id, schedule, receivable };
}
