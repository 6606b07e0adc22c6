import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { isDiskFull } from './pgliteSettings';
import { readModelFault } from './sqlFaults';

/**
 * PGlite as a pool of the one connection that it has: whoever asks for it waits until it is given back, because a statement
 * of another would otherwise run within his transaction. When PostgreSQL within has ended, the next one opens it again.
 * @param first already open
 * @param reopen opens it again @throws Fault
 */
export function pglitePool(first: PGlite, reopen: () => Promise<PGlite>): PostgresPool {
  let open = first;
  let isBroken = false;
  let free: Promise<void> = Promise.resolve();
  const onBroken = (): void => {
    isBroken = true;
  };
  return {
    connect: async () => {
      const before = free;
      let release: () => void = () => undefined;
      free = new Promise((resolve) => (release = resolve));
      await before;
      try {
        if (isBroken) open = await reopen();
        isBroken = false;
        return clientOf(open, release, onBroken);
      } catch (error) {
        release();
        throw error;
      }
    },
    end: async () => {
      await free;
      if (!open.closed && !isBroken) await open.close();
    },
  };
}

function clientOf(open: PGlite, release: () => void, onBroken: () => void): PostgresPoolClient {
  async function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      const { rows, affectedRows = 0 } = await open.query<R>(sql, [...parameters]);
      return { command: 'UPDATE', rowCount: affectedRows, rows };
    } catch (error) {
      if (isFromPostgres(error)) throw error;
      onBroken();
      throw readModelFault(isDiskFull(error) ? 'DISK_FULL' : 'LOST');
    }
  }
  return { query: query as PostgresPoolClient['query'], release };
}

/** An error that PostgreSQL tells and lives on; every other one ends the process that WebAssembly plays. */
function isFromPostgres(error: unknown): boolean {
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === 'string' && severity === 'ERROR';
}
