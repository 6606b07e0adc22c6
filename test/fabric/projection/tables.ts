import { collectionConfigs, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';
import type { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { BLOCK_TABLES, type BlockTableSpec } from '@tierline/client-app/dist/adapters/sql/tableDigest';
import type { BlockSource } from '@tierline/client-app/dist/ports/ledger';
import { unitedFeed } from '@tierline/client-app/dist/projection/feed';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { sql } from 'kysely';
import type { SqlStores, SqlTestStore } from '../../readmodel/testStores';

/** A table of the read model that blocks decide. */
export type TableName = BlockTableSpec['table'];

/** A row, as text, and where what it tells of lies; null in the tables that everybody sees whole. */
export interface Row {
  readonly scope: string | null;
  readonly text: string;
}

/** A read model in SQL that an organisation's blocks are read into. */
export interface OwnModel extends SqlTestStore {
  readonly projector: Projector;
}

/** Reads all that an organisation's stream gives into tables of its own. */
export async function ownModel(stores: SqlStores, source: BlockSource, network: NetworkDefinition): Promise<OwnModel> {
  const made = await stores.make();
  const projector = new Projector(unitedFeed([source], network), made.store, network);
  await projector.catchUp();
  return { ...made, projector };
}

/** Every row of the tables that blocks decide, in the order of their texts. @param without columns that are left out */
export async function rowsOf(database: SqlDatabase, without: readonly string[] = []): Promise<ReadonlyMap<TableName, readonly Row[]>> {
  return database.transaction(async (tables) => {
    const found = new Map<TableName, readonly Row[]>();
    for (const { table, without: never } of BLOCK_TABLES) {
      const { rows } = await sql<Row>`
        select to_jsonb(row) ->> 'scope' as scope, (to_jsonb(row) - ${[...without, ...never]}::text[])::text as text
        from ${sql.table(`${database.schema}.${table}`)} as row`.execute(tables);
      found.set(
        table,
        rows.toSorted((a, b) => (a.text < b.text ? -1 : 1)),
      );
    }
    return found;
  });
}

/** The rows that an organisation may see, by the memberships of the network file. */
export function visibleTo(
  msp: Msp,
  rows: ReadonlyMap<TableName, readonly Row[]>,
  network: NetworkDefinition,
): ReadonlyMap<TableName, readonly Row[]> {
  const own = new Set(collectionConfigs(network).flatMap(({ name, members }) => (members.includes(msp) ? [name] : [])));
  const isSeen = ({ scope }: Row): boolean => scope === null || scope === '' || own.has(scope);
  return new Map([...rows].map(([table, all]) => [table, all.filter(isSeen)]));
}

/** How many rows there are in all tables. */
export const countOf = (rows: ReadonlyMap<TableName, readonly Row[]>): number =>
  [...rows.values()].reduce((sum, all) => sum + all.length, 0);
