import { PostgresCluster, postgresPrograms } from '../support/postgres';
import { SqlStores } from './testStores';

/** Describes what holds on a PostgreSQL server; where none is installed, says so and counts as skipped. */
export function describeOnPostgres(title: string, tests: (cluster: () => PostgresCluster) => void): void {
  const programs = postgresPrograms();
  if (programs === null) {
    describe(title, () => {
      it.skip('is not run: PostgreSQL is not installed on this machine (Debian: apt-get install postgresql)');
    });
    return;
  }
  describe(title, () => {
    let cluster: PostgresCluster | null = null;
    before(async () => {
      cluster = await PostgresCluster.start(programs);
    });
    after(async () => {
      await cluster?.stop();
    });
    tests(() => {
      if (cluster === null) throw new Error('the server is not started');
      return cluster;
    });
  });
}

/** Stores in the database of a server, of its ordinary role. */
export const storesIn = (cluster: () => PostgresCluster): SqlStores =>
  new SqlStores(
    () => Promise.resolve({ databaseUrl: cluster().url() }),
    () => undefined,
  );
