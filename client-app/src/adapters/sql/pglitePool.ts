import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/**
 * PGlite as a pool of the one connection that it has: whoever asks for it waits until it is given back, because a statement
 * of another would otherwise run within his transaction.
 */
export function pglitePool(open: PGlite): PostgresPool {
  let free: Promise<void> = Promise.resolve();
  return {
    connect: async () => {
      const before = free;
      let release: () => void = () => undefined;
      free = new Promise((resolve) => (release = resolve));
      await before;
      return clientOf(open, release);
    },
    end: async () => {
      if (!open.closed) await open.close();
    },
  };
}

function clientOf(open: PGlite, release: () => void): PostgresPoolClient {
  async function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const { rows, affectedRows = 0 } = await open.query<R>(sql, [...parameters]);
    return { command: 'UPDATE', rowCount: affectedRows, rows };
  }
  return { query: query as PostgresPoolClient['query'], release };
}
