import {
  Fault,
  partsOfReceivableId,
  partsOfTokenId,
  programCollection,
  receivableId,
  tokenId,
  type Receivable,
  type Schedule,
  type Token,
} from '@tierline/chaincode/api';
import type { Books } from '../ports/books';

/** A token with its receivable, as this organisation knows them. */
export interface TokenRow {
  readonly program: string;
  readonly id: string;
  readonly token: Token;
  readonly schedule: Schedule;
  readonly receivable: Receivable;
}

/** A receivable with its schedule, as this organisation knows them. */
export interface ReceivableRow {
  readonly program: string;
  readonly id: string;
  readonly schedule: Schedule;
  readonly receivable: Receivable;
}

/** All receivables of a program, by id. */
export async function receivablesOf(books: Books, program: string): Promise<readonly ReceivableRow[]> {
  const schedules = await books.all('SCHEDULE', { scope: programCollection(program) });
  return schedules.flatMap(({ record: schedule }) =>
    schedule.receivables.map((receivable) => ({ program, id: receivableId(schedule.id, receivable.ordinal), schedule, receivable })),
  );
}

/** One receivable. @throws Fault NOT_FOUND */
export async function receivableOf(books: Books, program: string, id: string): Promise<ReceivableRow> {
  const { schedule: scheduleId, ordinal } = partsOfReceivableId(id);
  const schedule = (await books.find('SCHEDULE', programCollection(program), scheduleId))?.record;
  const receivable = schedule?.receivables.find((each) => each.ordinal === ordinal);
  if (schedule === undefined || receivable === undefined) throw new Fault('NOT_FOUND', { kind: 'receivable', id });
  return { program, id, schedule, receivable };
}

/** All tokens of a program, by receivable and range; wherever they lie. */
export async function tokensOf(books: Books, program: string): Promise<readonly TokenRow[]> {
  const scope = programCollection(program);
  const resting = (await books.all('RESTING', { scope })).flatMap(({ record }) => record.tokens);
  const moved = (await books.all('TOKEN', { scope })).map(({ record }) => record);
  const receivables = new Map((await receivablesOf(books, program)).map((row) => [row.id, row]));
  const rows = [...resting, ...moved].map((token): TokenRow => {
    const row = receivables.get(token.receivable);
    if (row === undefined) throw new Fault('NOT_FOUND', { kind: 'receivable', id: token.receivable });
    return { ...row, id: tokenId(token), token };
  });
  return rows.sort((a, b) =>
    a.token.receivable === b.token.receivable ? compare(a.token.from, b.token.from) : compare(a.token.receivable, b.token.receivable),
  );
}

/** One token. @throws Fault NOT_FOUND */
export async function tokenOf(books: Books, program: string, id: string): Promise<Token> {
  const own = await books.find('TOKEN', programCollection(program), id);
  if (own !== null) return own.record;
  const { schedule } = partsOfReceivableId(partsOfTokenId(id).receivable);
  const resting = await books.find('RESTING', programCollection(program), schedule);
  const token = resting?.record.tokens.find((each) => tokenId(each) === id);
  if (token === undefined) throw new Fault('NOT_FOUND', { kind: 'token', id });
  return token;
}

function compare<T extends string | bigint>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
