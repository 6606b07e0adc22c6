import { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { postgresPool } from '@tierline/client-app/dist/adapters/sql/postgresPool';
import { migrate } from '@tierline/client-app/dist/adapters/sql/migrate';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { describeOnPostgres } from './clusters';
import { watched } from './failing';
import { refusalOf } from './looks';
import { seeded } from './seeded';
import { contentsOf } from './testStores';
import { trueFeed, wholeLife, type WholeLife } from './wholeLife';

const KILLS = 10;
/** Blocks between two kills. */
const STEP = 10;
/** Statements of a batch after the one that locks the position, the commit among them. */
const STATEMENTS = 8;
const NEVER = 0;

describeOnPostgres('a PostgreSQL server that is killed', (cluster) => {
  let whole: WholeLife;
  before(async () => {
    whole = await wholeLife();
  });

  it(`in the middle of writing blocks, ${KILLS} times, leaves the position and the rows in agreement, and all is read in the end`, async () => {
    const chance = seeded(12);
    let killAfter = NEVER;
    let isWriting = false;
    const before = async (statement: string): Promise<void> => {
      isWriting ||= statement.endsWith(' for update');
      if (!isWriting || killAfter === NEVER) return;
      killAfter -= 1;
      if (killAfter === NEVER) await cluster().kill();
    };
    const database = new SqlDatabase(watched(postgresPool(cluster().url()), { before }), 'killed');
    const reference = database.inSchema('reference');
    for (const each of [database, reference]) await migrate(each);
    const store = new SqlReadStore(database);
    const catchUp = (kept: SqlReadStore, until: number): Promise<unknown> =>
      new Projector(trueFeed(whole, until), kept, whole.network).catchUp();
    let known = await contentsAt(reference, catchUp, 0);
    await catchUp(store, 0);
    for (let height = STEP; height <= KILLS * STEP; height += STEP) {
      isWriting = false;
      killAfter = 1 + chance.below(STATEMENTS);
      const refusal = await refusalOf(() => catchUp(store, height));
      expect(killAfter, 'the server was killed').to.equal(NEVER);
      expect(['LOST', 'UNREACHABLE']).to.include(refusal.details['problem']);
      expect((await refusalOf(() => store.position())).details['problem']).to.be.oneOf(['LOST', 'UNREACHABLE']);
      await cluster().restart();
      expect((await store.position()).height).to.equal(height - STEP);
      expect(await contentsOf(database)).to.equal(known);
      await catchUp(store, height);
      known = await contentsAt(reference, catchUp, height);
      expect(await contentsOf(database)).to.equal(known);
    }
    await database.close();
  });
});

async function contentsAt(
  database: SqlDatabase,
  catchUp: (store: SqlReadStore, until: number) => Promise<unknown>,
  height: number,
): Promise<string> {
  await catchUp(new SqlReadStore(database), height);
  return contentsOf(database);
}
