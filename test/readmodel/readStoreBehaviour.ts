import { collectionConfigs, faultIn, idOfRecord, RECORD_KINDS, type AnyRecord, type RecordKind } from '@tierline/chaincode/api';
import type { RecordReader, Which } from '@tierline/client-app/dist/ports/books';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import type { BlockFeed } from '@tierline/client-app/dist/projection/feed';
import { lookupsOf } from '@tierline/client-app/dist/projection/lookups';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import { expect } from 'chai';
import { hiding } from './hiding';
import { seeded } from './seeded';
import { strangeFeed } from './strangeFeed';
import type { StoreMaker, TestStore } from './testStores';
import { feedOf, trueFeed, wholeLife, type WholeLife } from './wholeLife';

/** Blocks in which the replays are tried: the founding, two parties' receivables, splits, transfers and a sale. */
const PREFIX = 60;
const REPLAY_SEEDS = 50;
const HIDING_SEEDS = 3;
const MAX_ROUNDS = 200;
/** Values of a record by which it is looked up, at most. */
const MAX_LOOKUPS = 10;

/** What every store of the read model does, wherever it keeps its rows. */
export function shouldBehaveLikeReadStore(stores: StoreMaker): void {
  describe('a read model', () => {
    let whole: WholeLife;
    let memory: MemoryStore;
    let own: TestStore;

    before(async () => {
      whole = await wholeLife();
      memory = new MemoryStore();
      await new Projector(trueFeed(whole), memory, whole.network).catchUp();
    });
    beforeEach(async () => {
      own = await stores.make();
    });
    afterEach(() => own.drop());

    const projectorOf = (feed: BlockFeed, store: ReadStore = own.store): Projector => new Projector(feed, store, whole.network);

    it('answers each organisation after a whole life as the model in memory does', async () => {
      await projectorOf(trueFeed(whole)).catchUp();
      expect(await own.store.position()).to.deep.equal(await memory.position());
      let records = 0;
      for (const { msp } of whole.network.organisations) {
        for (const kind of RECORD_KINDS) records += await expectSameAnswers(own.store.readerFor(msp), memory.readerFor(msp), kind);
      }
      expect(records).to.be.above(1_000);
    });

    it('answers a stranger to the network nothing at all', async () => {
      await projectorOf(trueFeed(whole)).catchUp();
      const stranger = own.store.readerFor('StrangerMSP');
      for (const kind of RECORD_KINDS) {
        expect(await stranger.all(kind)).to.deep.equal([]);
        expect(await stranger.histories(kind)).to.deep.equal([]);
      }
    });

    it('shows each organisation records of its own collections and of public state, and no others', async () => {
      await projectorOf(trueFeed(whole)).catchUp();
      for (const { msp } of whole.network.organisations) {
        const reader = own.store.readerFor(msp);
        const scopes = new Set<string>();
        for (const kind of RECORD_KINDS) for (const { scope } of await reader.histories(kind)) scopes.add(scope);
        const member = collectionConfigs(whole.network).filter(({ members }) => members.includes(msp));
        expect([...scopes].filter((scope) => scope !== '' && !member.some(({ name }) => name === scope))).to.deep.equal([]);
        expect(scopes.size, msp).to.be.above(1);
      }
    });

    it('gives everybody the founding with the network’s id, and each company’s signing keys as they are now', async () => {
      await projectorOf(trueFeed(whole)).catchUp();
      for (const { msp } of whole.network.organisations) {
        const reader = own.store.readerFor(msp);
        expect((await reader.find('FOUNDING', '', 'FOUNDING'))?.record.network).to.match(/^[0-9a-f]{64}$/);
        const keys = (await reader.find('SIGNING-KEYS', '', 'BANK-A-01'))?.record.keys ?? [];
        expect(
          keys.map(({ person, revokedFrom }) => [person, revokedFrom === null]),
          msp,
        ).to.deep.equal([['BANK-A-01/checker', false]]);
        expect(await reader.history('SIGNING-KEYS', '', 'BANK-A-01')).to.have.length(3);
      }
    });

    it('knows the hash of every block that it has read, and of no other', async () => {
      await projectorOf(trueFeed(whole, PREFIX)).catchUp();
      expect(await own.store.hashOf(PREFIX - 1)).to.equal(whole.blocks[PREFIX - 1]?.hash);
      expect(await own.store.hashOf(PREFIX)).to.equal(null);
    });

    for (const [fault, broken] of Object.entries(BROKEN)) {
      it(`reads nothing of a stream with ${fault.toLowerCase().replaceAll('_', ' ')}, and goes on with the true one`, async () => {
        await projectorOf(trueFeed(whole, 20)).catchUp();
        const before = await own.contents(whole.network);
        const refused = await problemOf(() => projectorOf(feedOf(whole, (from) => broken(whole.blocks.slice(from, PREFIX)))).catchUp());
        expect(refused).to.equal(fault);
        expect(await own.contents(whole.network)).to.equal(before);
        await projectorOf(trueFeed(whole, PREFIX)).catchUp();
        expect((await own.store.position()).height).to.equal(PREFIX);
      });
    }

    it('reads nothing of a peer that gives an old block another content', async () => {
      await projectorOf(trueFeed(whole, 20)).catchUp();
      const altered = feedOf(whole, (from) =>
        whole.blocks
          .slice(Math.max(0, from - 2), PREFIX)
          .map((block) => (block.number === from - 2 ? { ...block, hash: 'ee'.repeat(32) } : block)),
      );
      expect(await problemOf(() => projectorOf(altered).catchUp())).to.equal('OTHER_BLOCK_AT_THIS_HEIGHT');
      expect((await own.store.position()).height).to.equal(20);
    });

    it('is not taken for the model of another ledger', async () => {
      await projectorOf(trueFeed(whole, 20)).catchUp();
      const other = feedOf(whole, (from) => whole.blocks.slice(from).map((block) => ({ ...block, hash: `${block.hash.slice(0, -1)}x` })));
      expect(await problemOf(() => projectorOf(other).catchUp())).to.equal('OTHER_LEDGER');
      expect(await problemOf(() => projectorOf(trueFeed(whole, 10)).catchUp())).to.equal('OTHER_LEDGER');
    });

    it(`holds the same after ${REPLAY_SEEDS} replays from 0, the middle and the end, twice, with duplicates and cuts`, async () => {
      await projectorOf(trueFeed(whole, PREFIX)).catchUp();
      const expected = await own.contents(whole.network);
      for (let seed = 1; seed <= REPLAY_SEEDS; seed += 1) {
        const again = await stores.make();
        const feed = strangeFeed(whole, PREFIX, seeded(seed));
        for (let round = 0; (await again.store.position()).height < PREFIX; round += 1) {
          expect(round, `rounds of seed ${seed}`).to.be.below(MAX_ROUNDS);
          await cutShort(() => projectorOf(feed, again.store).catchUp());
        }
        await cutShort(() => projectorOf(feed, again.store).catchUp());
        expect(await again.contents(whole.network), `seed ${seed}`).to.equal(expected);
        await again.drop();
      }
    });

    it('marks private values that have not come, asks for them again, and holds the same once they came in any order', async () => {
      await projectorOf(trueFeed(whole)).catchUp();
      const expected = await own.contents(whole.network);
      for (let seed = 1; seed <= HIDING_SEEDS; seed += 1) {
        const again = await stores.make();
        const hidden = hiding(whole, seeded(seed));
        const projector = projectorOf(hidden.feed, again.store);
        const first = await projector.catchUp();
        expect(first.missing, `seed ${seed}`).to.equal(hidden.count).and.be.above(20);
        expect(await again.contents(whole.network)).not.to.equal(expected);
        for (let missing = first.missing, round = 0; missing > 0; round += 1) {
          expect(round).to.be.below(MAX_ROUNDS);
          hidden.reveal();
          missing = await projector.askAgain();
          expect(missing).to.be.at.least(hidden.count);
        }
        expect(await again.contents(whole.network), `seed ${seed}`).to.equal(expected);
        await again.drop();
      }
    });

    it('takes no value that is not the one that was endorsed', async () => {
      const hidden = hiding(whole, seeded(1));
      const projector = projectorOf(hidden.feed);
      const { missing } = await projector.catchUp();
      hidden.forge();
      expect(await projector.askAgain()).to.equal(missing);
    });

    it('asks for each missing value in turn when there are more than can be asked for at once', async () => {
      const hidden = hiding(whole, seeded(1));
      const { missing } = await projectorOf(hidden.feed).catchUp();
      const half = Math.ceil(missing / 2);
      const asked = [...(await own.store.missing(half)), ...(await own.store.missing(half))];
      const named = new Set(asked.map(({ scope, keyHash, at }) => `${scope} ${keyHash} ${at.block} ${at.place}`));
      expect(named.size).to.equal(missing);
    });
  });
}

/** Streams that a broken or lying peer gives. */
const BROKEN: Readonly<Record<string, (blocks: readonly CommittedBlock[]) => readonly CommittedBlock[]>> = {
  GAP: (blocks) => blocks.filter((_block, index) => index !== 1 && index !== 2),
  WRONG_PREVIOUS_HASH: (blocks) => blocks.map((block, index) => (index === 1 ? { ...block, previousHash: 'ab'.repeat(32) } : block)),
};

/** The problem of a read model that a refusal names. */
async function problemOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return faultIn(error)?.details['problem'] ?? error;
  }
  return 'it was not refused';
}

/** Does work that may break off, as a stream whose connection is cut. */
async function cutShort(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'cut') throw error;
  }
}

/** Compares every answer of two readers on one kind of record; answers how many records there are. */
async function expectSameAnswers<K extends RecordKind>(reader: RecordReader, expected: RecordReader, kind: K): Promise<number> {
  const all = await expected.all(kind);
  expect(await reader.all(kind)).to.deep.equal(all);
  expect(await reader.histories(kind)).to.deep.equal(await expected.histories(kind));
  for (const which of questionsOn<K>(all)) {
    expect(await reader.all(kind, which), JSON.stringify(which)).to.deep.equal(await expected.all(kind, which));
    expect(await reader.histories(kind, which), JSON.stringify(which)).to.deep.equal(await expected.histories(kind, which));
  }
  for (const { scope, record } of all.slice(0, 5)) {
    const id = idOfRecord(record);
    expect(await reader.find(kind, scope, id)).to.deep.equal(await expected.find(kind, scope, id));
    expect(await reader.history(kind, scope, id)).to.deep.equal(await expected.history(kind, scope, id));
  }
  expect(await reader.find(kind, 'PROGRAM-NOWHERE', 'NOTHING')).to.equal(null);
  expect(await reader.history(kind, 'PROGRAM-NOWHERE', 'NOTHING')).to.deep.equal([]);
  return all.length;
}

/** Every way to choose records: by scope, by ids, by one value, by one of several, by two fields, by nothing that is there. */
function questionsOn<K extends RecordKind>(known: readonly { readonly scope: string; readonly record: AnyRecord }[]): readonly Which<K>[] {
  const [first] = known;
  if (first === undefined) return [];
  const pairs = [...new Set(known.flatMap(({ record }) => lookupsOf(record)))]
    .slice(0, MAX_LOOKUPS)
    .map((lookup) => lookup.split('=') as [string, string]);
  const asked: readonly Which<RecordKind>[] = [
    { scope: first.scope },
    { scope: 'PROGRAM-NOWHERE' },
    { ids: known.slice(0, 3).map(({ record }) => idOfRecord(record)) },
    { ids: [] },
    { scope: first.scope, ids: [idOfRecord(first.record), 'NOTHING'] },
  ];
  const wheres = [
    ...pairs.map(([field, value]) => ({ [field]: value })),
    ...pairs.map(([field, value]) => ({ [field]: [value, 'NOTHING'] })),
    ...pairs.slice(1).map(([field, value], index) => ({ [pairs[index]?.[0] ?? '']: pairs[index]?.[1], [field]: value })),
    ...pairs.slice(0, 1).flatMap(([field]) => [{ [field]: [] }, { [field]: 'NOTHING' }, { [field]: undefined }]),
  ];
  return [...asked, ...wheres.map((where) => ({ where }))] as unknown as readonly Which<K>[];
}
