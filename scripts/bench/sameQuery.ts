import type { PostgresPool } from 'kysely';
import { postgresPool } from '@tierline/client-app/dist/adapters/sql/postgresPool';
import { SqlQueries } from '@tierline/client-app/dist/adapters/sql/queries/sqlQueries';
import { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import type { ReceivableFilter, Viewer } from '@tierline/client-app/dist/ports/queries';
import type { BareQuestion } from './bare';

/** A page of receivables as somebody asks for it. */
export interface PageAsked {
  readonly viewer: Viewer;
  readonly program: string;
  readonly filter: ReceivableFilter;
  readonly limit: number;
}

/** The statement that the application sends for a page, with its parameters. @throws Error when it sends none */
export async function sameQuery(databaseUrl: string, { viewer, program, filter, limit }: PageAsked): Promise<BareQuestion> {
  const sent: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const pool = postgresPool(databaseUrl);
  const database = new SqlDatabase(listened(pool, (sql, parameters) => void sent.push({ sql, parameters })));
  try {
    await new SqlQueries(database).receivables(viewer, program, filter, { after: null, limit });
  } finally {
    await database.close();
  }
  const page = sent.find(({ sql }) => sql.includes('from "receivable"'));
  if (page === undefined) throw new Error('the application asks for its pages in another way');
  return { databaseUrl, schema: database.schema, viewer: viewer.msp, ...page };
}

function listened(pool: PostgresPool, listener: (sql: string, parameters: readonly unknown[]) => void): PostgresPool {
  return {
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const query = (sql: string, parameters: readonly unknown[]): unknown => {
        listener(sql, parameters);
        return client.query(sql, [...parameters]);
      };
      return { query: query as typeof client.query, release: () => client.release() };
    },
  };
}
