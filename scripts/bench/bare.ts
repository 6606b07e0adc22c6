import express from 'express';
import { Pool } from 'pg';

/** What a bare handler asks: the very statement that the application sends. */
export interface BareQuestion {
  readonly databaseUrl: string;
  readonly schema: string;
  /** The organisation whose rows row-level security shows. */
  readonly viewer: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Serves one query with Express and pg and nothing else: the yardstick of the API. The question comes as JSON in the first argument. */
function main(): void {
  const { databaseUrl, schema, viewer, sql, parameters } = JSON.parse(process.argv[2] ?? '') as BareQuestion;
  const settings = { search_path: schema, 'tierline.viewer': viewer, jit: 'off', max_parallel_workers_per_gather: '0' };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new Pool({ connectionString: databaseUrl, options: options.join(' ') });
  const app = express();
  app.get('/', async (_request, response) => {
    const { rows } = await pool.query(sql, [...parameters]);
    response.json({ items: rows });
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stderr.write(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
  });
  process.once('SIGINT', () => {
    server.close();
    server.closeAllConnections();
    void pool.end();
  });
}

main();
