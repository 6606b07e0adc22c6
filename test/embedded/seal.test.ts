import { join } from 'node:path';
import { NO_SEAL, Seal } from '@tierline/client-app/dist/adapters/embedded/seal';
import { expect } from 'chai';
import { ClassicLevel } from 'classic-level';
import fc from 'fast-check';
import { refusal } from '../conformance/fixture';
import { PROGRAM } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { put, putPrivate, remove } from '../support/script';
import { run } from './people';

const HEAD = 'i/head';

/** Writes, changes, deletes and purges, and closes. */
async function livedLedger(): Promise<string> {
  const directory = await newFolder();
  const host = await openConformance(directory);
  await run(host, [put('a', 'one'), putPrivate(PROGRAM, 'p', 'secret'), putPrivate(PROGRAM, 'q', 'hidden')]);
  await run(host, [put('a', 'two'), put('b', 'three')]);
  await run(host, [remove('b'), { do: 'purge', collection: PROGRAM, key: 'q' }]);
  await host.close();
  return directory;
}

/** Works on the store as it lies on disk. */
async function inStore<T>(directory: string, work: (database: ClassicLevel) => Promise<T>): Promise<T> {
  const database = new ClassicLevel(join(directory, 'ledger'));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const sealOf = (directory: string): Promise<unknown> =>
  inStore(directory, async (database) => (JSON.parse((await database.get(HEAD)) ?? '{}') as { seal?: string }).seal);

const withoutSeal = (directory: string): Promise<void> =>
  inStore(directory, async (database) => {
    const { height, hash } = JSON.parse((await database.get(HEAD)) ?? '{}') as { height: number; hash: string };
    await database.put(HEAD, JSON.stringify({ height, hash }));
  });

describe('the seal of a store', function () {
  this.timeout(60_000);
  after(dropFolders);

  it('is the sum of what is stored, in whatever order it came, and of nothing that was taken out again', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), { selector: ([key]) => key });
    fc.assert(
      fc.property(entries, entries, (kept, gone) => {
        const once = new Seal(NO_SEAL);
        for (const [key, text] of kept) once.add(key, text);
        const roundabout = new Seal(NO_SEAL);
        for (const [key, text] of gone) roundabout.add(key, text);
        for (const [key, text] of kept.toReversed()) roundabout.add(key, text);
        for (const [key, text] of gone) roundabout.remove(key, text);
        expect(String(roundabout)).to.equal(String(once));
        expect(String(once) === NO_SEAL).to.equal(kept.length === 0);
      }),
    );
  });

  it('follows values that are changed, deleted and purged', async () => {
    const directory = await livedLedger();
    const seal = new Seal(NO_SEAL);
    await inStore(directory, async (database) => {
      for await (const [key, text] of database.iterator()) if (key !== HEAD) seal.add(key, text);
    });
    expect(await sealOf(directory)).to.equal(String(seal));
  });

  it('is made for a ledger of a version that kept none, when its chain gives what is stored', async () => {
    const directory = await livedLedger();
    const before = await sealOf(directory);
    await withoutSeal(directory);
    await (await openConformance(directory)).close();
    expect(before).to.be.a('string');
    expect(await sealOf(directory)).to.equal(before);
  });

  it('is not made for a ledger whose chain does not give what is stored', async () => {
    const directory = await livedLedger();
    await withoutSeal(directory);
    await inStore(directory, async (database) => database.put('s/a', ((await database.get('s/a')) ?? '').replace('two', 'six')));
    expect((await refusal(openConformance(directory), 'UNAVAILABLE')).details).to.include({ what: 'STATE', key: 's/a' });
    expect(await sealOf(directory)).to.equal(undefined);
  });

  const changes: readonly (readonly [string, string, string, object])[] = [
    ['a value', 's/a', 's/a', { what: 'STATE', key: 's/a' }],
    ['a private value', `v/${PROGRAM}/p`, `v/${PROGRAM}/p`, { what: 'STATE', key: `v/${PROGRAM}/p` }],
    ["a block's private part", `p/${PROGRAM}/`, `p/${PROGRAM}/~`, { what: 'PRIVATE_DATA', block: 1 }],
    ['the index of transactions', 't/', 't/~', { what: 'TRANSACTION_INDEX' }],
  ];
  for (const [what, from, to, named] of changes) {
    it(`names what differs when somebody changed ${what}`, async () => {
      const directory = await livedLedger();
      await inStore(directory, async (database) => {
        const [entry] = await database.iterator({ gte: from, lte: to, limit: 1 }).all();
        const [key, text] = entry ?? ['', ''];
        await database.put(
          key,
          text
            .replace('two', 'six')
            .replace('secret', 'public')
            .replace(/^[0-9]+$/, '0'),
        );
      });
      expect((await refusal(openConformance(directory), 'UNAVAILABLE')).details).to.include({ reason: 'CORRUPT', ...named });
    });
  }
});
