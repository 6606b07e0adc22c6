import { join } from 'node:path';
import { faultIn, type FaultValue } from '@tierline/chaincode/api';
import { sql, type PostgresPool } from 'kysely';
import { holdFolder } from './folderLock';
import { migrate } from './migrate';
import { discardPglite, openPglite } from './pgliteFolder';
import { pglitePool } from './pglitePool';
import { postgresPool } from './postgresPool';
import { readModelFault } from './sqlFaults';
import { DEFAULT_SCHEMA, SqlDatabase } from './sqlDatabase';
import { SqlReadStore } from './sqlReadStore';
import { viewerPools, type ViewerPools } from './viewerPools';

/** Where a read model is kept: in a PostgreSQL database, or in a folder of a ledger's data directory. */
export type ReadModelPlace = { readonly databaseUrl: string } | { readonly directory: string };

/** How a read model is opened. */
export type ReadModelOptions = ReadModelPlace & {
  /** The named PostgreSQL schema of its tables; `tierline` by default. */
  readonly schema?: string;
  /** Whether a folder that cannot be used is made again from nothing. */
  readonly discardDamaged?: boolean;
};

/** An open read model. */
export interface ReadModel {
  readonly store: SqlReadStore;
  readonly database: SqlDatabase;
  /** What a user should know, a line each. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the read model, makes it where there is none, and brings its schema to the form that this version knows.
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem, ...}: see {@link import('./sqlFaults').ReadModelProblem}
 */
export async function openReadModel(options: ReadModelOptions): Promise<ReadModel> {
  const { pool, viewers, notes: told, release } = 'databaseUrl' in options ? postgres(options) : await folder(options);
  try {
    const database = new SqlDatabase(pool, options.schema, viewers);
    await migrate(database);
    const notes = [...told, ...('databaseUrl' in options ? await passNotes(database) : [])];
    return { store: new SqlReadStore(database), database, notes, close: release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Problems of a folder that is gone with it. */
const MADE_AGAIN: readonly (FaultValue | undefined)[] = ['DAMAGED', 'OTHER_VERSION'];

interface Opened {
  readonly pool: PostgresPool;
  readonly viewers: ViewerPools | null;
  readonly notes: readonly string[];
  readonly release: () => Promise<void>;
}

function postgres({ databaseUrl, schema = DEFAULT_SCHEMA }: { readonly databaseUrl: string; readonly schema?: string }): Opened {
  const pool = postgresPool(databaseUrl);
  const viewers = viewerPools(databaseUrl, schema);
  return { pool, viewers, notes: [], release: async () => void (await Promise.all([pool.end(), viewers?.end()])) };
}

async function folder({
  directory,
  discardDamaged = false,
}: {
  readonly directory: string;
  readonly discardDamaged?: boolean;
}): Promise<Opened> {
  const place = join(directory, 'readmodel');
  const holding = await holdFolder(place);
  const requireHeld = (): void => {
    if (holding.isLost()) throw readModelFault('HELD', { directory: place, heldBy: null, command: null, since: null });
  };
  try {
    const notes: string[] = [];
    const first = await openPglite(place).catch(async (error: unknown) => {
      if (!discardDamaged || !MADE_AGAIN.includes(faultIn(error)?.details['problem'])) throw error;
      await discardPglite(place);
      notes.push(`The read model in ${place} could not be opened: it was thrown away and is made from nothing.`);
      return openPglite(place);
    });
    const pool = pglitePool(first, () => openPglite(place), requireHeld);
    return {
      pool,
      viewers: null,
      notes,
      release: async () => {
        try {
          await pool.end();
        } finally {
          await holding.release();
        }
      },
    };
  } catch (error) {
    await holding.release();
    throw error;
  }
}

/** PostgreSQL lets some roles pass by row-level security: only the queries' own filters are left then. */
async function passNotes(database: SqlDatabase): Promise<readonly string[]> {
  const { rows } = await database.transaction((tables) =>
    sql<{ readonly name: string; readonly passes: boolean }>`
      select rolname as name, rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user`.execute(tables),
  );
  return rows.flatMap(({ name, passes }) =>
    passes ? [`The database role ${name} passes by row-level security: connect the read model as an ordinary role.`] : [],
  );
}
