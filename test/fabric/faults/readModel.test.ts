import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReadModel } from '@tierline/client-app/dist/adapters/sql';
import { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import { unitedFeed } from '@tierline/client-app/dist/projection/feed';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { POINTS, watched } from '../../readmodel/failing';
import { seeded, type Chance } from '../../readmodel/seeded';
import { strangeFeed } from '../../readmodel/strangeFeed';
import { contentsOf, pgliteStores, type SqlTestStore } from '../../readmodel/testStores';
import { trueFeed, type WholeLife } from '../../readmodel/wholeLife';
import { bearerFor } from '../../support/tokens';
import { application, healthOf } from './support/application';
import { COUNTS, SEED } from './support/counts';
import { groundFor, type Ground } from './support/ground';
import { Workload } from './support/workload';

const REGULATOR = 'RegulatorMSP';
const MINUTES = 60_000;
const PORT = 24_900;
const LOOK_MS = 50;
/** Blocks that are replayed with each seed. */
const REPLAYED_BLOCKS = 40;
const FAIL_ONE_IN = 6;
const MAX_TRIES = 500;
/** So much is committed before the read model is made again, where other tests did not do it. */
const LEAST_MS = 15_000;

describe('a read model of a real network', () => {
  let ground: Ground;
  before(async function () {
    this.timeout(10 * MINUTES);
    ground = await groundFor(this);
    const workload = await Workload.begin(ground, { patienceMs: 10_000 });
    await pause(LEAST_MS);
    await workload.endAtOnce();
  });

  async function committed(): Promise<WholeLife> {
    const host = await ground.network.host([REGULATOR]);
    try {
      const feed = unitedFeed([host.stream(REGULATOR)], host.network);
      const blocks = [];
      for await (const block of feed.blocks(0)) blocks.push(block);
      return { network: host.network, collections: feed.collections, blocks };
    } finally {
      await host.close();
    }
  }

  it(`R10: is the same by ${COUNTS.replays} ways of reading: begun anywhere, with blocks given twice, broken off within a block`, async function () {
    this.timeout((2 + COUNTS.replays / 20) * MINUTES);
    const whole = await committed();
    const until = Math.min(REPLAYED_BLOCKS, whole.blocks.length);
    const stores = pgliteStores();
    await stores.begin();
    try {
      const plain = await stores.make();
      await new Projector(trueFeed(whole, until), plain.store, whole.network).catchUp();
      const expected = await contentsOf(plain.database);
      let broken = 0;
      for (let seed = SEED; seed < SEED + COUNTS.replays; seed += 1) {
        const own = await stores.make();
        broken += await readStrangely(own, whole, until, seeded(seed));
        expect(await contentsOf(own.database), `seed ${seed}`).to.equal(expected);
        await own.drop();
      }
      console.log(`        ${until} blocks, broken off ${broken} times`);
      expect(broken).to.be.above(COUNTS.replays);
    } finally {
      await stores.end();
    }
  });

  it('R11: dropped, is read again from the first block, says so meanwhile, and shows nothing old as new', async function () {
    this.timeout(10 * MINUTES);
    const folder = ground.network.setting.layout.application(REGULATOR).folder;
    rmSync(join(folder, 'readmodel'), { recursive: true, force: true });
    const height = (await committed()).blocks.length;
    const server = application(ground, 'REGULATOR', null, PORT);
    const seen = new Set<string>();
    try {
      const [firstMs, readyMs] = await watchedUntilReady(`http://127.0.0.1:${PORT}`, height, seen);
      await server.ready();
      const perSecond = ((await transactions()) / (readyMs - firstMs)) * 1_000;
      console.log(`        ${height} blocks, about ${Math.round(perSecond)} transactions per second; it said ${[...seen].join(', ')}`);
    } finally {
      await server.end('SIGTERM');
    }
    expect([...seen]).to.include('REBUILDING');
    const model = await openReadModel({ directory: folder });
    const rebuilt = await contentsOf(model.database);
    await model.close();
    expect(rebuilt).to.equal(await ground.model.contents());
  });

  async function transactions(): Promise<number> {
    return (await committed()).blocks.reduce((sum, block) => sum + block.transactions.length, 0);
  }
});

/** Reads until all is read, however often the reading breaks off; answers how often it did. */
async function readStrangely({ store, database }: SqlTestStore, whole: WholeLife, until: number, chance: Chance): Promise<number> {
  const points = Object.values(POINTS);
  let broken = 0;
  for (let tries = 0; (await store.position()).height < until; tries += 1) {
    if (tries > MAX_TRIES) throw new Error('the reading never ends');
    const point = chance.oneIn(FAIL_ONE_IN) ? points[chance.below(points.length)] : undefined;
    const before = (statement: string): void => {
      if (point?.test(statement) === true) throw new Error('cut');
    };
    const failing = new SqlReadStore(new SqlDatabase(watched(database.pool, { before }), database.schema));
    const length = Math.min(until, (await store.position()).height + 1 + chance.below(until / 2));
    try {
      await new Projector(strangeFeed(whole, length, chance), failing, whole.network).catchUp();
    } catch (error) {
      if ((error as Error).message !== 'cut') throw error;
      broken += 1;
    }
  }
  return broken;
}

/** Asks a starting application again and again; answers when it first answered, and when it was ready. No answer may come from fewer blocks. */
async function watchedUntilReady(address: string, height: number, seen: Set<string>): Promise<readonly [number, number]> {
  let firstMs = 0;
  for (const limit = Date.now() + 5 * MINUTES; Date.now() < limit; await pause(LOOK_MS)) {
    const health = await healthOf(address);
    if (health === null) continue;
    firstMs = firstMs === 0 ? Date.now() : firstMs;
    seen.add(health.state);
    const answer = await fetch(`${address}/api/v1/blocks`, { headers: await bearerFor(address, 'maker@REGULATOR-01') });
    const told = (await answer.json()) as { readonly details?: { readonly reason?: string } };
    if (answer.ok) {
      expect(Number(answer.headers.get('tierline-block'))).to.be.at.least(height - 1);
      return [firstMs, Date.now()];
    }
    expect([answer.status, told.details?.reason]).to.deep.equal([503, 'REBUILDING']);
  }
  throw new Error('the application never became ready');
}
