import express from 'express';
import { Pool } from 'pg';

/** What a bare handler asks: the very statement that the application sends. */
export interface BareQuestion {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Serves one query with Express and pg and nothing else: the yardstick of the API. The question comes as JSON in the first argument. */
function main(): void {
  const { databaseUrl, schema, sql, parameters } = JSON.parse(process.argv[2] ?? '') as BareQuestion;
  const pool = new Pool({ connectionString: databaseUrl, options: `-c search_path=${schema} -c jit=off` });
  const app = express();
  app.get('/', async (_request, response) => {
    const { rows } = await pool.query({ name: 'page', text: sql, values: [...parameters] });
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
