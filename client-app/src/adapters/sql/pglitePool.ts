import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { isDiskFull } from './pgliteSettings';
import { readModelFault } from './sqlFaults';

/** What a pool asks of PGlite. */
export type OnePglite = Pick<PGlite, 'query' | 'close' | 'closed'>;

/**
 * PGlite as a pool of the one connection that it has: whoever asks for it waits until it is given back, because a statement
 * of another would otherwise run within his transaction. When PostgreSQL within has died, the next one opens it again.
 * @param first already open
 * @param reopen opens it again @throws Fault
 * @param requireHeld throws when the folder is no longer this process's own
 */
export function pglitePool(first: OnePglite, reopen: () => Promise<OnePglite>, requireHeld: () => void): PostgresPool {
  let open = first;
  let isDead = false;
  let free: Promise<void> = Promise.resolve();
  const onDeath = (): void => {
    isDead = true;
  };
  const opened = async (): Promise<OnePglite> => {
    requireHeld();
    if (isDead) open = await reopen();
    isDead = false;
    return open;
  };
  return {
    connect: async () => {
      const before = free;
      let release: () => void = () => undefined;
      free = new Promise((resolve) => (release = resolve));
      await before;
      try {
        return clientOf(await opened(), release, onDeath);
      } catch (error) {
        release();
        throw error;
      }
    },
    end: async () => {
      await free;
      if (!open.closed && !isDead) await open.close();
    },
  };
}

function clientOf(open: OnePglite, release: () => void, onDeath: () => void): PostgresPoolClient {
  async function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      const { rows, affectedRows = 0 } = await open.query<R>(sql, [...parameters]);
      return { command: 'UPDATE', rowCount: affectedRows, rows };
    } catch (error) {
      if (!isDeath(error)) throw error;
      onDeath();
      throw readModelFault(isDiskFull(error) ? 'DISK_FULL' : 'LOST');
    }
  }
  return { query: query as PostgresPoolClient['query'], release };
}

/** Whether an error ends PostgreSQL within: its own last words, or those of the machine in which it runs. */
function isDeath(error: unknown): boolean {
  const { name, severity } = error as { readonly name?: unknown; readonly severity?: unknown };
  return severity === 'FATAL' || severity === 'PANIC' || name === 'RuntimeError' || name === 'ExitStatus' || name === 'ErrnoError';
}
