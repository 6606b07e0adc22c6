import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORD_KINDS, sha256, toWire, type NetworkDefinition } from '@tierline/chaincode/api';
import { migrate } from '@tierline/client-app/dist/adapters/sql/migrate';
import { openReadModel, type ReadModel, type ReadModelPlace } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import type { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import { BLOCK_TABLES, digestOf } from '@tierline/client-app/dist/adapters/sql/tableDigest';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { sql } from 'kysely';

/** An empty store of a test's own. */
export interface TestStore {
  readonly store: ReadStore;
  /** All that it holds, in a form that is equal when the contents are. */
  contents(network: NetworkDefinition): Promise<string>;
  drop(): Promise<void>;
}

/** Makes stores of one sort. */
export interface StoreMaker {
  make(): Promise<TestStore>;
}

/** Stores in memory. */
export const memoryStores: StoreMaker = {
  make: () => {
    const store = new MemoryStore();
    return Promise.resolve({
      store,
      contents: async (network: NetworkDefinition) => sha256(JSON.stringify(toWire(await answersOf(store, network)))),
      drop: () => Promise.resolve(),
    });
  },
};

/** What a store answers to everybody, and how far it has read. */
export async function answersOf(store: ReadStore, { organisations }: NetworkDefinition): Promise<readonly unknown[]> {
  const answers: unknown[] = [await store.position()];
  for (const { msp } of organisations) {
    const reader = store.readerFor(msp);
    for (const kind of RECORD_KINDS) answers.push([msp, kind, await reader.all(kind), await reader.histories(kind)]);
  }
  return answers;
}

/** A store in tables of its own, and the tables. */
export interface SqlTestStore extends TestStore {
  readonly store: SqlReadStore;
  readonly database: SqlDatabase;
}

/** Stores in one database, each in a schema of its own. */
export class SqlStores implements StoreMaker {
  #model: ReadModel | null = null;
  #made = 0;

  /** @param place asked for when the first store is made; `release` is called after the last one */
  constructor(
    private readonly place: () => Promise<ReadModelPlace>,
    private readonly release: () => Promise<void> | void,
  ) {}

  async begin(): Promise<void> {
    this.#model = await openReadModel(await this.place());
  }

  get model(): ReadModel {
    if (this.#model === null) throw new Error('the database is not open');
    return this.#model;
  }

  async make(): Promise<SqlTestStore> {
    this.#made += 1;
    const database = this.model.database.inSchema(`test_${this.#made}`);
    await migrate(database);
    return {
      database,
      store: new SqlReadStore(database),
      contents: () => contentsOf(database),
      drop: () => dropSchema(database),
    };
  }

  async end(): Promise<void> {
    await this.#model?.close();
    await this.release();
  }
}

/** Stores in PGlite, in a temporary folder. */
export function pgliteStores(): SqlStores {
  let directory = '';
  return new SqlStores(
    () => {
      directory = mkdtempSync(join(tmpdir(), 'tierline-pglite-'));
      return Promise.resolve({ directory });
    },
    () => rmSync(directory, { recursive: true, force: true }),
  );
}

/** The digests of all tables that blocks decide, and the position. */
export function contentsOf(database: SqlDatabase): Promise<string> {
  return database.transaction(async (tables) => {
    const digests = [];
    for (const spec of BLOCK_TABLES) digests.push([spec.table, await digestOf(tables, database.schema, spec)]);
    return JSON.stringify([digests, await tables.selectFrom('position').selectAll().execute()]);
  });
}

async function dropSchema(database: SqlDatabase): Promise<void> {
  await database.transaction((tables) => sql`drop schema ${sql.id(database.schema)} cascade`.execute(tables));
}
