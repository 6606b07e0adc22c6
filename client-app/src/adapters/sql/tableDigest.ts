import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tables } from './sqlDatabase';

/** Rows of a table that are read at a time; one can be as large as a schedule of 25 receivables. */
const PAGE_ROWS = 250;

/** The tables that blocks decide, each with its primary key and with what blocks do not decide in it. */
export const BLOCK_TABLES = [
  { table: 'block', key: ['number'], without: [] },
  { table: 'transaction', key: ['block', 'place'], without: [] },
  { table: 'record', key: ['scope', 'key'], without: [] },
  { table: 'version', key: ['scope', 'key', 'block', 'place'], without: [] },
  { table: 'lookup', key: ['kind', 'value', 'scope', 'key'], without: [] },
  { table: 'missing', key: ['scope', 'key_hash', 'block', 'place'], without: ['asked'] },
  { table: 'receivable', key: ['scope', 'id'], without: [] },
  { table: 'token', key: ['scope', 'id'], without: [] },
] as const;
/** One of {@link BLOCK_TABLES}. */
export type BlockTableSpec = (typeof BLOCK_TABLES)[number];

/** What a table holds, in a form that two databases can be compared by. */
export interface TableDigest {
  readonly rows: number;
  /** SHA-256 over every row in the order of the primary key, hex. */
  readonly sha256: string;
}

type Row = Readonly<Record<string, unknown>> & { readonly form: string };

/** The digest of a table of a schema, read in pages. */
export async function digestOf(tables: Tables, schema: string, spec: BlockTableSpec): Promise<TableDigest> {
  const hash = createHash('sha256');
  let rows = 0;
  let page: readonly Row[] = [];
  do {
    page = await pageOf(tables, schema, spec, page.at(-1) ?? null);
    for (const { form } of page) hash.update(`${form}\n`);
    rows += page.length;
  } while (page.length === PAGE_ROWS);
  return { rows, sha256: hash.digest('hex') };
}

async function pageOf(tables: Tables, schema: string, { table, key, without }: BlockTableSpec, last: Row | null): Promise<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.id('row', column)));
  const after = last === null ? sql`true` : sql`(${columns}) > (${sql.join(key.map((column) => last[column]))})`;
  const { rows } = await sql<Row>`
    select ${columns}, (to_jsonb(row) - ${without}::text[])::text as form from ${sql.table(`${schema}.${table}`)} as row
    where ${after} order by ${columns} limit ${PAGE_ROWS}`.execute(tables);
  return rows;
}
