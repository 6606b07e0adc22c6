import {
  Fault,
  partsOfTokenId,
  programCollection,
  tokenId,
  type Receivable,
  type Schedule,
  type Token,
  type TokenStatus,
} from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import { isOneOf, receivablesOf, scheduleOf } from './receivables';
import { recordsNamed, recordsWith } from './records';

/** A token with its receivable, as this organisation knows them. */
export interface TokenRow {
  readonly program: string;
  readonly id: string;
  readonly token: Token;
  readonly schedule: Schedule;
  readonly receivable: Receivable;
}

/** Which tokens; a field that is left out chooses nothing. */
export interface WhichTokens {
  /** Company id. */
  readonly owner?: string;
  readonly receivables?: readonly string[];
  /** Bought by the deal of one of these asks. */
  readonly origin?: readonly string[];
  /** One of these states. */
  readonly status?: readonly TokenStatus[];
}

/** Tokens of a program by receivable and range, wherever they lie; all of them by default. */
export async function tokensOf(books: Books, program: string, which: WhichTokens = {}): Promise<readonly TokenRow[]> {
  const [resting, moved] = await Promise.all([restingTokens(books, program, which), movedTokens(books, program, which)]);
  const tokens = [...resting, ...moved];
  const rows = await receivablesOf(books, program, isAll(which) ? {} : { ids: tokens.map(({ receivable }) => receivable) });
  const receivables = new Map(rows.map((row) => [row.id, row]));
  return tokens
    .map((token): TokenRow => {
      const row = receivables.get(token.receivable);
      if (row === undefined) throw new Fault('NOT_FOUND', { kind: 'receivable', id: token.receivable });
      return { ...row, id: tokenId(token), token };
    })
    .sort((a, b) =>
      a.token.receivable === b.token.receivable ? compare(a.token.from, b.token.from) : compare(a.token.receivable, b.token.receivable),
    );
}

const isAll = (which: WhichTokens): boolean => Object.values(which).every((wanted) => wanted === undefined);

/** A token in its schedule's document never moved, so that no bank has bought it. */
async function restingTokens(books: Books, program: string, which: WhichTokens): Promise<readonly Token[]> {
  const { owner, receivables, origin, status } = which;
  if (origin !== undefined) return [];
  const where = { owner, status };
  const scope = programCollection(program);
  const found =
    receivables === undefined
      ? (await books.all('RESTING', { scope, where })).map(({ record }) => record)
      : await recordsNamed(books, 'RESTING', receivables.map(scheduleOf), { scope, where });
  const named = receivables === undefined ? null : new Set(receivables);
  return found
    .flatMap(({ tokens }) => tokens)
    .filter((token) => (owner === undefined || token.owner === owner) && isOneOf(status, token.status))
    .filter((token) => named === null || named.has(token.receivable));
}

async function movedTokens(books: Books, program: string, which: WhichTokens): Promise<readonly Token[]> {
  const { owner, receivables, origin, status } = which;
  const scope = programCollection(program);
  const where = { owner, origin, status };
  return receivables === undefined
    ? (await books.all('TOKEN', { scope, where })).map(({ record }) => record)
    : recordsWith(books, 'TOKEN', 'receivable', receivables, { scope, where });
}

/** These tokens, in the order in which they are named. @throws Fault NOT_FOUND */
export async function tokensNamed(books: Books, program: string, ids: readonly string[]): Promise<readonly TokenRow[]> {
  const found = await tokensOf(books, program, { receivables: ids.map((id) => partsOfTokenId(id).receivable) });
  const rows = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = rows.get(id);
    if (row === undefined) throw new Fault('NOT_FOUND', { kind: 'token', id });
    return row;
  });
}

/** One token. @throws Fault NOT_FOUND */
export async function tokenOf(books: Books, program: string, id: string): Promise<Token> {
  const own = await books.find('TOKEN', programCollection(program), id);
  if (own !== null) return own.record;
  const resting = await books.find('RESTING', programCollection(program), scheduleOf(partsOfTokenId(id).receivable));
  const token = resting?.record.tokens.find((each) => tokenId(each) === id);
  if (token === undefined) throw new Fault('NOT_FOUND', { kind: 'token', id });
  return token;
}

function compare<T extends string | bigint>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
