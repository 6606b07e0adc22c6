import { join } from 'node:path';

/** The server that tests start is built with them. */
const BUILT = join(__dirname, '../../../test/dist/support/postgres.js');

/** Runs work with a PostgreSQL server of its own; null where its programs are not installed. */
export async function withPostgres<T>(work: (databaseUrl: string) => Promise<T>): Promise<T | null> {
  const { PostgresCluster, postgresPrograms } = (await import(BUILT)) as typeof import('../../test/support/postgres.js');
  const programs = postgresPrograms();
  if (programs === null) return null;
  const cluster = await PostgresCluster.start(programs);
  try {
    return await work(cluster.url());
  } finally {
    await cluster.stop();
  }
}
