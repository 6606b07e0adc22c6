import type { Token } from '@tierline/chaincode/api';
import { migrate } from '@tierline/client-app/dist/adapters/sql/migrate';
import { rebuild } from '@tierline/client-app/dist/adapters/sql/rebuild';
import { SqlDatabase } from '@tierline/client-app/dist/adapters/sql/sqlDatabase';
import { SqlReadStore } from '@tierline/client-app/dist/adapters/sql/sqlReadStore';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import { membershipsOf, projected } from '@tierline/client-app/dist/projection/projected';
import type { ProjectedBlock } from '@tierline/client-app/dist/ports/projected';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { sql } from 'kysely';
import { POINTS, watched } from './failing';
import { hiding } from './hiding';
import { errorOf, incompleteIn, keepRefusals, refusalOf, tokensIn } from './looks';
import { gone, lacking, madeBlocks, manyBlocks, tokenStep } from './madeBlocks';
import { seeded } from './seeded';
import { answersOf, contentsOf, type SqlStores, type SqlTestStore } from './testStores';
import { trueFeed, wholeLife, type WholeLife } from './wholeLife';

const PREFIX = 40;
const MANY_TRANSACTIONS = 10_000;
const BLOCKS_OF_A_BATCH = 40;
const LOCKED = { status: 'LOCKED' } as const;

/** What a read model in SQL does besides, in PostgreSQL and in PGlite. */
export function shouldBehaveLikeSqlReadStore(stores: SqlStores): void {
  describe('the tables of a read model', () => {
    let whole: WholeLife;
    let blocks: readonly ProjectedBlock[];
    let own: SqlTestStore;

    before(async () => {
      whole = await wholeLife();
      const memberships = membershipsOf(whole.network, whole.collections);
      blocks = whole.blocks.map((block) => projected(block, memberships));
    });
    beforeEach(async () => {
      own = await stores.make();
    });
    afterEach(() => own.drop());

    const contents = (): Promise<string> => contentsOf(own.database);
    const catchUp = (store: ReadStore, until = PREFIX): Promise<unknown> =>
      new Projector(trueFeed(whole, until), store, whole.network).catchUp();

    it('pass over blocks that were written before, alone and among others', async () => {
      await own.store.apply(blocks.slice(0, PREFIX));
      const expected = await contents();
      await own.store.apply(blocks.slice(0, PREFIX));
      await own.store.apply(blocks.slice(PREFIX - 1, PREFIX));
      expect(await contents()).to.equal(expected);
      await own.store.apply(blocks.slice(10, PREFIX + 5));
      const together = await contents();
      const other = await stores.make();
      await other.store.apply(blocks.slice(0, PREFIX + 5));
      expect(together).to.equal(await contentsOf(other.database));
      await other.drop();
    });

    it('take no block that does not follow', async () => {
      await own.store.apply(blocks.slice(0, 10));
      const expected = await contents();
      const [next, after] = blocks.slice(10, 12) as [ProjectedBlock, ProjectedBlock];
      const last = blocks[9] as ProjectedBlock;
      const wrong: Readonly<Record<string, readonly ProjectedBlock[]>> = {
        GAP: [next, { ...after, number: 12 }],
        WRONG_PREVIOUS_HASH: [next, { ...after, previousHash: 'ab'.repeat(32) }],
        OTHER_BLOCK_AT_THIS_HEIGHT: [{ ...last, hash: 'cd'.repeat(32) }, next],
      };
      for (const [problem, given] of Object.entries(wrong)) {
        expect((await refusalOf(() => own.store.apply(given))).details['problem']).to.equal(problem);
        expect(await contents()).to.equal(expected);
      }
    });

    it('hold each block once when two projectors read at the same time', async () => {
      // Both see the same ledger at each step: a projector of a shorter one would take the rows for another ledger's.
      for (let until = 5; until <= PREFIX; until += 5) {
        await Promise.all([1, 2].map(() => catchUp(new SqlReadStore(own.database), until)));
      }
      const other = await stores.make();
      await catchUp(other.store);
      expect(await contents()).to.equal(await contentsOf(other.database));
      await other.drop();
    });

    for (const [point, statement] of Object.entries(POINTS)) {
      it(`hold nothing of a batch that ends ${point}, and all of it the next time`, async () => {
        await catchUp(own.store, PREFIX / 2);
        const before = await contents();
        let isReached = false;
        const atPoint = (text: string): void => {
          if (isReached || !statement.test(text)) return;
          isReached = true;
          throw new Error('crash');
        };
        const failing = new SqlDatabase(watched(own.database.pool, { before: atPoint }), own.database.schema);
        const thrown = await errorOf(() => new SqlReadStore(failing).apply(blocks.slice(PREFIX / 2, PREFIX)));
        expect(thrown).to.be.an('error').with.property('message', 'crash');
        expect(isReached).to.equal(true);
        expect(await contents()).to.equal(before);
        await catchUp(own.store);
        const other = await stores.make();
        await catchUp(other.store);
        expect(await contents()).to.equal(await contentsOf(other.database));
        await other.drop();
      });
    }

    it('hold a whole batch whose answer was lost after the commit', async () => {
      const after = (text: string): void => {
        if (text === 'commit') throw new Error('answer lost');
      };
      const losing = new SqlDatabase(watched(own.database.pool, { after }), own.database.schema);
      expect(await errorOf(() => new SqlReadStore(losing).apply(blocks.slice(0, PREFIX)))).to.be.an('error');
      expect(await own.store.position()).to.include({ height: PREFIX, lastHash: blocks[PREFIX - 1]?.hash });
      await catchUp(own.store);
      expect((await own.store.position()).height).to.equal(PREFIX);
    });

    it('keep every form of a record that one batch writes several times, and the last as the present one', async () => {
      const made = madeBlocks([tokenStep('A'), tokenStep('A', LOCKED)], [tokenStep('A'), tokenStep('B'), gone('B')]);
      await own.store.apply(made);
      const reader = own.store.readerFor('BankAMSP');
      expect((await reader.all('TOKEN')).map(({ record }) => record.owner)).to.deep.equal(['A']);
      expect((await reader.histories('TOKEN')).map(({ versions }) => versions.map(({ record }) => record?.status ?? null))).to.deep.equal([
        ['ACTIVE', 'LOCKED', 'ACTIVE'],
        ['ACTIVE', null],
      ]);
      expect(await tokensIn(own.database)).to.deep.equal(['A ACTIVE']);
    });

    it('show a record as incomplete while a newer form of it is missing, and let no late form replace a newer one', async () => {
      const made = madeBlocks([tokenStep('A')], [tokenStep('A', LOCKED)], [tokenStep('A')], [gone('A')]);
      const both = [own.store, new MemoryStore()];
      const [first, second, third, last] = made as [ProjectedBlock, ProjectedBlock, ProjectedBlock, ProjectedBlock];
      for (const store of both) await store.apply([first, lacking(second), lacking(third)]);
      expect(await incompleteIn(own.database)).to.deep.equal(['A']);
      expect((await own.store.position()).missing).to.equal(2);
      const arrive = async (block: ProjectedBlock): Promise<void> => {
        for (const store of both) await comes(store, block);
      };
      await arrive(third);
      expect(await incompleteIn(own.database)).to.deep.equal([]);
      await arrive(second);
      await arrive(second);
      expect(await tokensIn(own.database)).to.deep.equal(['A ACTIVE']);
      for (const store of both) await store.apply([last]);
      expect(await tokensIn(own.database)).to.deep.equal([]);
      const [inSql, inMemory] = await Promise.all(both.map((store) => answersOf(store, whole.network)));
      expect(inSql).to.deep.equal(inMemory);
      expect((await own.store.readerFor('BankAMSP').histories('TOKEN'))[0]?.versions.map(({ at }) => at.block)).to.deep.equal([0, 1, 2, 3]);
    });

    it('know that a record is deleted when its deletion came before its value', async () => {
      const made = madeBlocks([tokenStep('A')], [gone('A')]);
      const [first, last] = made as [ProjectedBlock, ProjectedBlock];
      const memory = new MemoryStore();
      for (const store of [own.store, memory]) {
        await store.apply([lacking(first), last]);
        await comes(store, first);
        const reader = store.readerFor('BankAMSP');
        expect(await reader.all('TOKEN')).to.deep.equal([]);
        expect((await reader.histories('TOKEN')).map(({ versions }) => versions.length)).to.deep.equal([2]);
      }
      expect(await tokensIn(own.database)).to.deep.equal([]);
    });

    it('let the newer of two records tell when both seem to hold the same token', async () => {
      const { record } = tokenStep('A');
      const resting = {
        key: 'RESTING',
        record: { kind: 'RESTING', schemaVersion: 1, schedule: 'SCH-0001', tokens: [record as Token] } as const,
      };
      const made = madeBlocks([resting], [tokenStep('A', LOCKED)], [gone('RESTING')]);
      const [first, second, third] = made as [ProjectedBlock, ProjectedBlock, ProjectedBlock];
      await own.store.apply([first]);
      expect(await tokensIn(own.database)).to.deep.equal(['A ACTIVE']);
      await own.store.apply([second, lacking(third)]);
      expect(await tokensIn(own.database)).to.deep.equal(['A LOCKED']);
      await comes(own.store, third);
      expect(await tokensIn(own.database)).to.deep.equal(['A LOCKED']);
    });

    it('give amounts and sums as bigint, counts as bigint, days as text and small numbers as numbers', async () => {
      const most = 10n ** 18n;
      await own.store.apply(
        madeBlocks([tokenStep('A', { from: 0n, to: most })], [tokenStep('B', { receivable: 'SCH-0001-02', from: 0n, to: most })]),
      );
      const row = await own.database.forViewer('BankAMSP', (tables) =>
        sql<
          Readonly<Record<string, unknown>>
        >`select sum(amount_minor) as sum, max(amount_minor) as most, count(*) as count, max(tier) as tier,
          date '2026-03-02' as day, timestamptz '2026-03-02T00:00:00Z' as moment from token`.execute(tables),
      );
      const { moment, ...rest } = row.rows[0] ?? {};
      expect(rest).to.deep.equal({ sum: 2n * most, most, count: 2n, tier: 1, day: '2026-03-02' });
      expect(moment).to.be.a('string');
    });

    it('refuse a model that was made for other organisations', async () => {
      await catchUp(own.store, 5);
      const organisations = [...whole.network.organisations, { name: 'CORE-9', msp: 'Core9MSP', role: 'core' as const }];
      const grown = { ...whole.network, organisations };
      const refusal = await refusalOf(() => new Projector(trueFeed(whole, 5), own.store, grown).catchUp());
      expect(refusal.details).to.deep.equal({ reason: 'READ_MODEL', problem: 'OTHER_NETWORK' });
    });

    it('refuse a form that a newer version of the program made', async () => {
      await own.database.transaction((tables) => tables.insertInto('migration').values({ number: 7, name: 'later' }).execute());
      const refusal = await refusalOf(() => migrate(own.database));
      expect(refusal.details).to.deep.equal({
        reason: 'READ_MODEL',
        problem: 'NEWER_SCHEMA',
        schema: own.database.schema,
        have: 7,
        know: 1,
      });
    });

    it('are brought from an earlier form to the present one, once, by two processes at the same time', async () => {
      const steps = [
        { name: 'one', statements: ['create table extra (number int4)'] },
        { name: 'two', statements: ['insert into extra values (1)'] },
      ];
      const database = own.database.inSchema(`${own.database.schema}_steps`);
      await migrate(database, steps.slice(0, 1));
      await Promise.all([migrate(database, steps), migrate(database, steps)]);
      const { rows } = await database.transaction((tables) => sql`select number from extra`.execute(tables));
      expect(rows).to.deep.equal([{ number: 1 }]);
      await database.transaction((tables) => sql`drop schema ${sql.id(database.schema)} cascade`.execute(tables));
    });

    it('are rebuilt from block 0 byte for byte, with the refusals carried over', async () => {
      await catchUp(own.store);
      await keepRefusals(own.database, 3);
      const expected = await contents();
      const rebuilt = await rebuild(own.database, catchUp);
      expect(rebuilt.filter(({ isEqual }) => !isEqual)).to.deep.equal([]);
      expect(rebuilt.find(({ table }) => table === 'block')).to.include({ rows: PREFIX, isEqual: true });
      expect(await contents()).to.equal(expected);
      await keepRefusals(own.database, 1);
      const refusals = await own.database.transaction((tables) => tables.selectFrom('refusal').select('seq').orderBy('seq').execute());
      expect(refusals.map(({ seq }) => seq)).to.deep.equal([1n, 2n, 3n, 4n]);
    });

    it(`are dropped and rebuilt from ${MANY_TRANSACTIONS} transactions, and nothing differs`, async () => {
      const many = manyBlocks(MANY_TRANSACTIONS);
      const readAll = async (store: ReadStore): Promise<void> => {
        const { height } = await store.position();
        for (let from = height; from < many.length; from += BLOCKS_OF_A_BATCH)
          await store.apply(many.slice(from, from + BLOCKS_OF_A_BATCH));
      };
      await readAll(own.store);
      const rebuilt = await rebuild(own.database, readAll);
      expect(rebuilt.filter(({ isEqual }) => !isEqual)).to.deep.equal([]);
      expect(rebuilt.find(({ table }) => table === 'version')?.rows).to.equal(MANY_TRANSACTIONS);
    });

    it('are rebuilt after values came late, and nothing differs', async () => {
      const hidden = hiding(whole, seeded(7));
      const projector = new Projector(hidden.feed, own.store, whole.network);
      for (let { missing } = await projector.catchUp(); missing > 0; missing = await projector.askAgain()) hidden.reveal();
      const rebuilt = await rebuild(own.database, (store) => catchUp(store, Infinity));
      expect(rebuilt.filter(({ isEqual }) => !isEqual)).to.deep.equal([]);
    });

    it('tell which of them were not what the ledger says, and are right after that', async () => {
      await catchUp(own.store);
      const expected = await contents();
      await own.database.transaction(async (tables) => {
        await sql`update receivable set face_minor = face_minor + 1 where id = (select min(id) from receivable)`.execute(tables);
        await sql`delete from lookup where key = (select min(key) from lookup)`.execute(tables);
      });
      const rebuilt = await rebuild(own.database, catchUp);
      expect(rebuilt.filter(({ isEqual }) => !isEqual).map(({ table }) => table)).to.deep.equal(['lookup', 'receivable']);
      expect(await contents()).to.equal(expected);
    });

    it('stay as they are when a rebuild cannot read the ledger', async () => {
      await catchUp(own.store);
      const expected = await contents();
      const thrown = await errorOf(() => rebuild(own.database, () => Promise.reject(new Error('no ledger'))));
      expect(thrown).to.be.an('error').with.property('message', 'no ledger');
      expect(await contents()).to.equal(expected);
    });
  });
}

/** Lets the first private value of a block come, when it is missing. */
async function comes(store: ReadStore, { number, writes }: ProjectedBlock): Promise<void> {
  const missing = (await store.missing(10)).filter(({ at }) => at.block === number);
  const arrived = missing.map((each) => ({ missing: each, write: writes[0] ?? null }));
  await store.fill(arrived);
}
