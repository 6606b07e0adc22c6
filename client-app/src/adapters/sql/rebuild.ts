import { faultIn } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import type { ReadStore } from '../../ports/readStore';
import { migrate } from './migrate';
import type { SqlDatabase, Tables } from './sqlDatabase';
import { SqlReadStore } from './sqlReadStore';
import { BLOCK_TABLES, digestOf, type BlockTableSpec, type TableDigest } from './tableDigest';

/** Tries to find both models at the same height, while another process goes on writing the one in use. */
const MAX_TRIES = 5;

/** What became of one table. */
export interface RebuiltTable extends TableDigest {
  readonly table: BlockTableSpec['table'];
  /** What the table held before. */
  readonly before: TableDigest;
  /** Whether every row is the same, byte for byte. */
  readonly isEqual: boolean;
}

/**
 * Reads the whole ledger into a second schema beside the first, compares them table by table, and puts the new one in place of
 * the old in one database transaction; refusals, which come from no block, are carried over.
 * @param catchUp reads the blocks that a store has not read yet
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', ...}; the model in use is as it was then
 */
export async function rebuild(database: SqlDatabase, catchUp: (store: ReadStore) => Promise<unknown>): Promise<readonly RebuiltTable[]> {
  const next = database.inSchema(`${database.schema}_next`);
  await database.transaction((tables) => sql`drop schema if exists ${sql.id(next.schema)} cascade`.execute(tables));
  await migrate(next);
  for (let tried = 1; ; tried += 1) {
    await catchUp(new SqlReadStore(next));
    await asFarAsItGoes(() => catchUp(new SqlReadStore(database)));
    const rebuilt = await database.transaction(async (tables) => {
      if (!(await areLevel(tables, database.schema, next.schema)) && tried < MAX_TRIES) return null;
      const compared = await comparison(tables, database.schema, next.schema);
      await replace(tables, database.schema, next.schema);
      return compared;
    });
    if (rebuilt !== null) return rebuilt;
  }
}

/** A model that cannot be read on, because it is of another ledger, is compared as it stands. */
async function asFarAsItGoes(read: () => Promise<unknown>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (faultIn(error)?.details['reason'] !== 'READ_MODEL') throw error;
  }
}

/** Whether both have read as many blocks; until the transaction ends, nobody writes the one in use. */
async function areLevel(tables: Tables, schema: string, next: string): Promise<boolean> {
  const heightOf = async (of: string): Promise<number | undefined> => {
    const { rows } = await sql<{ readonly height: number }>`select height from ${sql.table(`${of}.position`)} for update`.execute(tables);
    return rows[0]?.height;
  };
  return (await heightOf(schema)) === (await heightOf(next));
}

async function comparison(tables: Tables, schema: string, next: string): Promise<readonly RebuiltTable[]> {
  const compared: RebuiltTable[] = [];
  for (const spec of BLOCK_TABLES) {
    const before = await digestOf(tables, schema, spec);
    const { rows, sha256 } = await digestOf(tables, next, spec);
    compared.push({ table: spec.table, rows, sha256, before, isEqual: before.rows === rows && before.sha256 === sha256 });
  }
  return compared;
}

async function replace(tables: Tables, schema: string, next: string): Promise<void> {
  const refusals = sql.table(`${next}.refusal`);
  await sql`insert into ${refusals} select * from ${sql.table(`${schema}.refusal`)}`.execute(tables);
  await sql`select setval(pg_get_serial_sequence(${`"${next}".refusal`}, 'seq'), coalesce(max(seq), 0) + 1, false) from ${refusals}`.execute(
    tables,
  );
  await sql`drop schema ${sql.id(schema)} cascade`.execute(tables);
  await sql`alter schema ${sql.id(next)} rename to ${sql.id(schema)}`.execute(tables);
}
