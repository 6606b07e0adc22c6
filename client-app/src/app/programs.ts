import {
  businessTime,
  dateOf,
  Fault,
  partsOfReceivableId,
  partsOfTokenId,
  programCollection,
  type BusinessTime,
  type Calendar,
  type Program,
  type ProgramHead,
} from '@tierline/chaincode/api';
import type { Books, Scope } from '../ports/books';

/** A program as one organisation knows it, at one moment. */
export interface ProgramView {
  readonly id: string;
  /** Its collection. */
  readonly scope: Scope;
  readonly head: ProgramHead;
  readonly program: Program;
  readonly calendar: Calendar;
  /** The program's own time: a DEMO program's clock is ahead or behind. */
  readonly time: BusinessTime;
}

/** Ids of the programs whose rules this organisation knows, in order. */
export async function programIds(books: Books): Promise<readonly string[]> {
  return (await books.all('PROGRAM')).map(({ record }) => record.id);
}

/** One program at a moment. @throws Fault NOT_FOUND for a program that is not there or that this organisation does not know */
export async function programView(books: Books, id: string, nowMs: number): Promise<ProgramView> {
  const scope = programCollection(id);
  const head = (await books.find('PROGRAM-HEAD', '', id))?.record;
  const program = (await books.find('PROGRAM', scope, id))?.record;
  if (head === undefined || program === undefined) throw new Fault('NOT_FOUND', { kind: 'program', id });
  const calendar = (await books.find('CALENDAR', '', `${program.currency}-${program.calendarVersion}`))?.record;
  if (calendar === undefined) throw new Fault('NOT_FOUND', { kind: 'calendar', id: `${program.currency}-${program.calendarVersion}` });
  return { id, scope, head, program, calendar, time: businessTime(nowMs, head, program.utcOffsetMinutes) };
}

/**
 * The program that is meant: the one named, or the one to which a thing belongs, or the only one there is.
 * @param mentioned an id of a receivable, token, transfer, ask, offer, reduction or settlement.
 * @throws Fault NOT_FOUND when there is none; MALFORMED {field: '--program'} when several are possible
 */
export async function programMeant(books: Books, named: string | null, mentioned: string | null): Promise<string> {
  if (named !== null) return named;
  const ids = await programIds(books);
  const [first] = ids;
  if (first === undefined) throw new Fault('NOT_FOUND', { kind: 'program', id: '', mend: 'create one: tierline program create' });
  if (ids.length === 1) return first;
  const found = mentioned === null ? null : await programWith(books, mentioned);
  if (found !== null) return found;
  throw new Fault('MALFORMED', {
    field: '--program',
    value: mentioned ?? '',
    limit: `there are several programs: name one of ${ids.join(', ')}`,
  });
}

/** The program of this organisation to which a thing belongs, see {@link programMeant}; null when it is in none. */
export async function programWith(books: Books, mentioned: string): Promise<string | null> {
  for (const id of await programIds(books)) {
    if (await isIn(books, programCollection(id), mentioned)) return id;
  }
  const [offer] = await books.all('OFFER', { where: { offer: mentioned } });
  return offer?.record.program ?? null;
}

async function isIn(books: Books, scope: Scope, id: string): Promise<boolean> {
  const receivable = id.includes(':') ? partsOfTokenId(id).receivable : id;
  const found = await Promise.all([
    books.find('SCHEDULE', scope, partsOfReceivableId(receivable).schedule),
    books.find('TRANSFER', scope, id),
    books.find('ASK', scope, id),
    books.find('REDUCTION', scope, id),
    books.find('SETTLEMENT', scope, id),
  ]);
  return found.some((known) => known !== null);
}

/** The program's business date at the time of a transaction, by the clock it had then. */
export async function businessDates(books: Books, view: ProgramView): Promise<(timestamp: string, block: number) => string> {
  const versions = await books.history('PROGRAM-HEAD', '', view.id);
  return (timestamp, block) => {
    const head = versions.filter(({ at, record }) => at.block <= block && record !== null).at(-1)?.record ?? view.head;
    return dateOf(businessTime(Date.parse(timestamp), head, view.program.utcOffsetMinutes).now, view.program);
  };
}
