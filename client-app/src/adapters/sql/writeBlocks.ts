import { sql } from 'kysely';
import type { MissingWrite, ProjectedBlock } from '../../ports/projected';
import { names, parametersOf, rowsFrom, type Columns } from './rows';
import type { Tables } from './sqlDatabase';

const BLOCK = { number: 'int4', hash: 'text', previous_hash: 'text', transactions: 'int4' } as const satisfies Columns;

const TRANSACTION = {
  block: 'int4',
  place: 'int4',
  id: 'text',
  name: 'text',
  timestamp: 'text',
  creator: 'text',
  endorsers: 'text[]',
  code: 'text',
  program: 'text',
  count: 'int4',
  facts_root: 'text',
} as const satisfies Columns;

const PLACE_OF_MISSING = { scope: 'text', key_hash: 'text', block: 'int4', place: 'int4' } as const satisfies Columns;
const MISSING = {
  ...PLACE_OF_MISSING,
  value_hash: 'text',
  transaction_id: 'text',
  transaction: 'text',
  timestamp: 'text',
  readers: 'text[]',
} as const satisfies Columns;

/** Writes what everybody sees of blocks: their hashes and transactions. */
export async function writeBlocks(tables: Tables, blocks: readonly ProjectedBlock[]): Promise<void> {
  await insert(tables, 'block', BLOCK, blocks.map(blockRow));
  await insert(tables, 'transaction', TRANSACTION, blocks.flatMap(transactionRows));
}

/** Writes which private values have not been received, and marks the records whose newest form is among them. */
export async function writeMissing(tables: Tables, missing: readonly MissingWrite[]): Promise<void> {
  const rows = missing.map(missingRow);
  await insert(tables, 'missing', MISSING, rows);
  await markIncomplete(tables, rows);
}

/** Takes out what was missing and has come. */
export async function forgetMissing(tables: Tables, missing: readonly MissingWrite[]): Promise<void> {
  const rows = missing.map(missingRow);
  for (const given of parametersOf(rows)) {
    await sql`delete from missing using ${rowsFrom(given, 'given', PLACE_OF_MISSING)}
      where missing.scope = given.scope and missing.key_hash = given.key_hash
        and missing.block = given.block and missing.place = given.place`.execute(tables);
  }
  await markIncomplete(tables, rows);
}

/** A record is incomplete when a form newer than its present one is missing. */
async function markIncomplete(tables: Tables, rows: readonly object[]): Promise<void> {
  for (const given of parametersOf(rows)) {
    await sql`update record set incomplete = lacks.newer
      from ${rowsFrom(given, 'given', PLACE_OF_MISSING)} cross join lateral (
        select exists (
          select from missing join record as form on form.scope = missing.scope and form.key_hash = missing.key_hash
          where missing.scope = given.scope and missing.key_hash = given.key_hash
            and (missing.block, missing.place) > (form.block, form.place)) as newer) as lacks
      where record.scope = given.scope and record.key_hash = given.key_hash`.execute(tables);
  }
}

async function insert(
  tables: Tables,
  table: 'block' | 'transaction' | 'missing',
  columns: Columns,
  rows: readonly object[],
): Promise<void> {
  for (const given of parametersOf(rows)) {
    await sql`insert into ${sql.table(table)} (${names(columns)})
      select ${names(columns)} from ${rowsFrom(given, 'given', columns)}`.execute(tables);
  }
}

const blockRow = ({ number, hash, previousHash, transactions }: ProjectedBlock): object => ({
  number,
  hash,
  previous_hash: previousHash,
  transactions: transactions.length,
});

function transactionRows({ number, transactions }: ProjectedBlock): object[] {
  return transactions.map(({ event, ...transaction }) => ({
    ...transaction,
    block: number,
    program: event?.program,
    count: event?.count,
    facts_root: event?.factsRoot,
  }));
}

function missingRow({ scope, keyHash, valueHash, at, readers }: MissingWrite): object {
  const { block, place, transactionId, transaction, timestamp } = at;
  return { scope, key_hash: keyHash, value_hash: valueHash, block, place, transaction_id: transactionId, transaction, timestamp, readers };
}
