import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadModel, type ReadModel } from '@tierline/client-app/dist/adapters/sql/openReadModel';
import { SqlQueries } from '@tierline/client-app/dist/adapters/sql/queries/sqlQueries';
import { unitedFeed, type BlockFeed } from '@tierline/client-app/dist/projection/feed';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { PostgresCluster, postgresPrograms } from '../support/postgres';
import { queriedWorld } from '../support/queriedWorld';
import { NETWORK, type World } from '../support/world';
import { askHappenings } from './queries/happenings';
import { askIncomplete } from './queries/incomplete';
import { askPages } from './queries/pages';
import { askRefusals } from './queries/refusals';
import { askSearch } from './queries/search';
import type { Asked } from './queries/setting';
import { askSums } from './queries/sums';

interface Opened {
  readonly readModel: ReadModel;
  readonly remove: () => Promise<void> | void;
}

async function openPglite(): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 'tierline-queries-'));
  return { readModel: await openReadModel({ directory }), remove: () => rmSync(directory, { recursive: true, force: true }) };
}

async function openPostgres(programs: string): Promise<Opened> {
  const cluster = await PostgresCluster.start(programs);
  return { readModel: await openReadModel({ databaseUrl: cluster.url() }), remove: () => cluster.stop() };
}

const programs = postgresPrograms();
const DATABASES: readonly (readonly [string, (() => Promise<Opened>) | null])[] = [
  ['PGlite', openPglite],
  ['PostgreSQL', programs === null ? null : () => openPostgres(programs)],
];

describe('what people ask of the read model', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await queriedWorld();
  });
  after(() => world.end());

  for (const [name, open] of DATABASES) {
    describe(`in ${name}`, () => {
      if (open === null) {
        it('is not asked, because PostgreSQL is not installed here');
        return;
      }
      let opened: Opened;
      let asked: Asked;
      before(async () => {
        opened = await open();
        asked = await askedOf(world, opened.readModel);
      });
      after(async () => {
        await opened.readModel.close();
        await opened.remove();
      });
      askIncomplete(() => ({ database: opened.readModel.database, feed: () => feedOf(world) }));
      for (const ask of [askSums, askSearch, askRefusals, askHappenings, askPages]) ask(() => asked);
    });
  }
});

/** The blocks with all private values. */
function feedOf({ open }: World): BlockFeed {
  return unitedFeed(
    NETWORK.organisations.map(({ msp }) => open.host.stream(msp)),
    NETWORK,
  );
}

async function askedOf(world: World, { store, database }: ReadModel): Promise<Asked> {
  const memory = new MemoryStore();
  const projectors = [store, memory].map((each) => new Projector(feedOf(world), each, NETWORK));
  const catchUp = async (): Promise<void> => {
    for (const projector of projectors) await projector.catchUp();
  };
  await catchUp();
  return { world, queries: new SqlQueries(database), memory, store, catchUp };
}
