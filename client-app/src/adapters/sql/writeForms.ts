import { sql } from 'kysely';
import type { ProjectedWrite } from '../../ports/projected';
import { names, parametersOf, rowsFrom, type Columns } from './rows';
import type { Tables } from './sqlDatabase';
import { writeHeld } from './writeHeld';

/** A form of a record as it is given to the database. */
const FORM = {
  scope: 'text',
  key: 'text',
  key_hash: 'text',
  kind: 'text',
  id: 'text',
  readers: 'text[]',
  lookups: 'text[]',
  body: 'jsonb',
  block: 'int4',
  place: 'int4',
  transaction_id: 'text',
  transaction: 'text',
  timestamp: 'text',
} as const satisfies Columns;
const { key_hash: _keyHash, kind: _kind, id: _id, lookups: _lookups, ...VERSION } = FORM;

/**
 * Writes forms of records: each into the history, and the newest of each key as the present one unless a newer form is known.
 * Forms that were written before change nothing.
 */
export async function writeForms(tables: Tables, writes: readonly ProjectedWrite[]): Promise<void> {
  const newest = newestOf(writes);
  const present = new Set<string>();
  for (const given of parametersOf(formsOf(writes, newest))) {
    const { rows } = await sql<{ readonly scope: string; readonly key: string }>`
      with given as materialized (select * from ${rowsFrom(given, 'form', { ...FORM, newest: 'boolean' })}),
      history as (insert into version (${names(VERSION)}) select ${names(VERSION)} from given on conflict do nothing),
      found as (
        insert into lookup (kind, value, scope, key, readers)
        select distinct kind, value, scope, key, readers from given, unnest(lookups) as value on conflict do nothing)
      insert into record (${names(FORM)}) select ${names(FORM)} from given where newest
      on conflict (scope, key) do update set
        kind = coalesce(excluded.kind, record.kind), id = coalesce(excluded.id, record.id), readers = excluded.readers,
        lookups = excluded.lookups, body = excluded.body, block = excluded.block, place = excluded.place,
        transaction_id = excluded.transaction_id, transaction = excluded.transaction, timestamp = excluded.timestamp, incomplete = false
      where (record.block, record.place) < (excluded.block, excluded.place)
      returning scope, key`.execute(tables);
    for (const row of rows) present.add(placeOf(row));
  }
  await writeHeld(
    tables,
    [...newest.values()].filter((write) => present.has(placeOf(write))),
  );
}

/** Names records of which only a deletion was known, now that an older form of them has come. */
export async function nameRecords(tables: Tables, writes: readonly ProjectedWrite[]): Promise<void> {
  const named = writes.flatMap(({ scope, key, written }) => (written === null ? [] : [{ scope, key, kind: written.kind, id: written.id }]));
  for (const given of parametersOf(named)) {
    await sql`update record set kind = given.kind, id = given.id
      from ${rowsFrom(given, 'given', { scope: 'text', key: 'text', kind: 'text', id: 'text' })}
      where record.scope = given.scope and record.key = given.key and record.kind is null`.execute(tables);
  }
}

function* formsOf(writes: readonly ProjectedWrite[], newest: ReadonlyMap<string, ProjectedWrite>): Iterable<unknown> {
  // A record that is written and deleted in one batch keeps its name.
  const named = new Map(writes.flatMap((write) => (write.written === null ? [] : [[placeOf(write), write.written]])));
  for (const write of writes) {
    const { scope, key, keyHash, readers, written, at } = write;
    const name = named.get(placeOf(write));
    yield {
      scope,
      key,
      key_hash: keyHash,
      kind: name?.kind,
      id: name?.id,
      readers,
      lookups: written?.lookups ?? [],
      body: written?.record,
      block: at.block,
      place: at.place,
      transaction_id: at.transactionId,
      transaction: at.transaction,
      timestamp: at.timestamp,
      newest: newest.get(placeOf(write)) === write,
    };
  }
}

function newestOf(writes: readonly ProjectedWrite[]): ReadonlyMap<string, ProjectedWrite> {
  const newest = new Map<string, ProjectedWrite>();
  for (const write of writes) {
    const known = newest.get(placeOf(write));
    if (known === undefined || isBefore(known, write)) newest.set(placeOf(write), write);
  }
  return newest;
}

const isBefore = ({ at: a }: ProjectedWrite, { at: b }: ProjectedWrite): boolean =>
  a.block < b.block || (a.block === b.block && a.place < b.place);
const placeOf = ({ scope, key }: { readonly scope: string; readonly key: string }): string => `${scope}\n${key}`;
