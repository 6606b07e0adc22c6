import { sql } from 'kysely';
import { MIGRATIONS, type Migration } from './migrations';
import { readModelFault } from './sqlFaults';
import type { SqlDatabase, Tables } from './sqlDatabase';

/**
 * Brings the schema to the form that this version knows, in one database transaction; two processes do so one after the other.
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem: 'NEWER_SCHEMA', have, know} when a newer version made it;
 *   {problem: 'NO_RIGHT'} when the database's role may not create it
 */
export function migrate(database: SqlDatabase, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const { schema } = database;
  return database.transaction(async (tables) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`tierline ${schema}`}))`.execute(tables);
    const have = await made(tables, schema);
    if (have > migrations.length) throw readModelFault('NEWER_SCHEMA', { schema, have, know: migrations.length });
    for (const [index, { name, statements }] of migrations.entries()) {
      if (index < have) continue;
      for (const statement of statements) await sql.raw(statement).execute(tables);
      await tables
        .insertInto('migration')
        .values({ number: index + 1, name })
        .execute();
    }
  });
}

/** How many migrations were made; makes the schema where there is none. */
async function made(tables: Tables, schema: string): Promise<number> {
  const { rows } = await sql<{ readonly known: boolean; readonly begun: boolean }>`
    select exists (select from pg_namespace where nspname = ${schema}) as known,
      to_regclass(${`"${schema}".migration`}) is not null as begun`.execute(tables);
  if (rows[0]?.known !== true) await sql`create schema ${sql.id(schema)}`.execute(tables);
  if (rows[0]?.begun !== true) await sql`create table migration (number int4 primary key, name text not null)`.execute(tables);
  const { number } = await tables
    .selectFrom('migration')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirstOrThrow();
  return number ?? 0;
}
