import { sql } from 'kysely';
import type { ProjectedWrite, ReceivableView, TokenView } from '../../ports/projected';
import { names, parametersOf, rowsFrom, type Columns } from './rows';
import type { Database } from './schema';
import type { Tables } from './sqlDatabase';

/** A table of what records hold, one row for each thing. */
interface Holding {
  readonly table: 'receivable' | 'token';
  readonly columns: Columns;
  readonly rowsOf: (write: ProjectedWrite) => readonly object[];
}

const RECEIVABLES: Holding = {
  table: 'receivable',
  columns: {
    id: 'text',
    program: 'text',
    schedule: 'text',
    creditor: 'text',
    debtor: 'text',
    document: 'text',
    face_minor: 'int8',
    outstanding_minor: 'int8',
    received_minor: 'int8',
    paid_minor: 'int8',
    interest_paid_minor: 'int8',
    delivery_date: 'date',
    due_date: 'date',
    pay_date: 'date',
    status: 'text',
  },
  rowsOf: ({ written }) => written?.receivables.map(receivableRow) ?? [],
};

const TOKENS: Holding = {
  table: 'token',
  columns: {
    id: 'text',
    receivable: 'text',
    from_minor: 'int8',
    to_minor: 'int8',
    amount_minor: 'int8',
    owner: 'text',
    owner_msp: 'text',
    tier: 'int4',
    status: 'text',
    paid_through_minor: 'int8',
    interest_through_minor: 'int8',
    locked_by: 'text',
    origin: 'text',
  },
  rowsOf: ({ written }) => written?.tokens.map(tokenRow) ?? [],
};

/** Kinds of record that hold nothing else, so that their keys need not be looked for. */
const HOLDERS: ReadonlySet<string> = new Set(['SCHEDULE', 'RESTING', 'TOKEN']);

/** Puts what the present forms of records hold in place of what their earlier forms held. @param writes one for each key */
export async function writeHeld(tables: Tables, writes: readonly ProjectedWrite[]): Promise<void> {
  const holders = writes.filter(({ written }) => written === null || HOLDERS.has(written.kind));
  for (const holding of [RECEIVABLES, TOKENS]) {
    const held = holders.map((write) => ({ ...placeOf(write), held: holding.rowsOf(write) }));
    // A token that leaves one record for another is taken out everywhere before it is put anywhere.
    for (const given of parametersOf(held)) await takeOut(tables, holding, given);
    for (const given of parametersOf(held.filter((each) => each.held.length > 0))) await putIn(tables, holding, given);
  }
}

type Given = ReturnType<typeof rowsFrom>;
const OF_RECORD: Columns = { scope: 'text', key: 'text', readers: 'text[]', held: 'jsonb' };

async function takeOut(tables: Tables, { table }: Holding, given: Given): Promise<void> {
  await sql`delete from ${sql.table(table)} as row using ${rowsFrom(given, 'given', OF_RECORD)}
    where row.scope = given.scope and row.key = given.key
      and not exists (select from ${rowsFrom(sql`given.held`, 'kept', { id: 'text' })} where kept.id = row.id)`.execute(tables);
}

/**
 * Rows that are as they were are left alone. Where another record holds the same thing, because its newer form has not been
 * received, the newer of the two tells.
 */
async function putIn(tables: Tables, { table, columns }: Holding, given: Given): Promise<void> {
  const name = sql.table(table);
  const all: Columns = { scope: 'text', key: 'text', readers: 'text[]', ...columns };
  const changes = Object.keys(all).map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`);
  await sql`insert into ${name} as row (${names(all)})
    select ${sql.join(['scope', 'key', 'readers'].map((column) => sql.id('given', column)))}, ${names(columns, 'held')}
    from ${rowsFrom(given, 'given', OF_RECORD)} cross join lateral ${rowsFrom(sql`given.held`, 'held', columns)}
    where not exists (
      select from ${name} as same where same.scope = given.scope and same.id = held.id and same.key = given.key
        and (${names(columns, 'same')}) is not distinct from (${names(columns, 'held')}) and same.readers = given.readers)
    on conflict (scope, id) do update set ${sql.join(changes)}
    where row.key = excluded.key or ${momentOf('row')} < ${momentOf('excluded')}`.execute(tables);
}

/** When the record that holds a row got its present form. */
const momentOf = (row: 'row' | 'excluded') =>
  sql`(select array[holder.block, holder.place] from record as holder
    where holder.scope = ${sql.ref(`${row}.scope`)} and holder.key = ${sql.ref(`${row}.key`)})`;

const placeOf = ({ scope, key, readers }: ProjectedWrite): object => ({ scope, key, readers });

type ReceivableRow = Omit<Database['receivable'], 'scope' | 'key' | 'readers'>;
type TokenRow = Omit<Database['token'], 'scope' | 'key' | 'readers'>;

function receivableRow(view: ReceivableView): ReceivableRow {
  const { id, program, schedule, creditor, debtor, document, status } = view;
  return {
    id,
    program,
    schedule,
    creditor,
    debtor,
    document,
    face_minor: view.faceMinor,
    outstanding_minor: view.outstandingMinor,
    received_minor: view.receivedMinor,
    paid_minor: view.paidMinor,
    interest_paid_minor: view.interestPaidMinor,
    delivery_date: view.deliveryDate,
    due_date: view.dueDate,
    pay_date: view.payDate,
    status,
  };
}

function tokenRow(view: TokenView): TokenRow {
  const { id, receivable, from, to, amountMinor, owner, ownerMsp, tier, status, lockedBy, origin } = view;
  return {
    id,
    receivable,
    from_minor: from,
    to_minor: to,
    amount_minor: amountMinor,
    owner,
    owner_msp: ownerMsp,
    tier,
    status,
    paid_through_minor: view.paidThroughMinor,
    interest_through_minor: view.interestThroughMinor,
    locked_by: lockedBy,
    origin,
  };
}
