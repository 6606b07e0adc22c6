import type { PostgresPool, PostgresPoolClient } from 'kysely';

/** What a test does around statements; throws to end the work there. */
export interface Watch {
  readonly before?: (statement: string) => Promise<void> | void;
  readonly after?: (statement: string) => Promise<void> | void;
}

/** The same connections, with a test that watches each statement. */
export function watched(pool: PostgresPool, { before, after }: Watch): PostgresPool {
  const watchedClient = (client: PostgresPoolClient): PostgresPoolClient => {
    const query = async (statement: string, parameters: readonly unknown[]): Promise<unknown> => {
      await before?.(statement);
      const answer = await client.query(statement, parameters);
      await after?.(statement);
      return answer;
    };
    return { query: query as PostgresPoolClient['query'], release: () => client.release() };
  };
  return { connect: async () => watchedClient(await pool.connect()), end: () => pool.end() };
}

/** Eight points at which the writing of blocks can end, each told by the statement before which it ends. */
export const POINTS: Readonly<Record<string, RegExp>> = {
  'before the position is locked': /"position".* for update/,
  'before the blocks are written': /insert into "block"/,
  'before the transactions are written': /insert into "transaction"/,
  'before the records are written': /insert into record /,
  'before earlier receivables are taken out': /delete from "receivable"/,
  'before tokens are put in': /insert into "token"/,
  'before the position is moved': /update "position" set "height"/,
  'before the commit': /^commit$/,
};
