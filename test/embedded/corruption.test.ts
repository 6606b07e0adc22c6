import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { ClassicLevel } from 'classic-level';
import { PROGRAM } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { put, putPrivate } from '../support/script';
import { refusal } from '../conformance/fixture';
import { run } from './people';

async function writtenLedger(): Promise<string> {
  const directory = await newFolder();
  const host = await openConformance(directory);
  for (const name of ['a', 'b', 'c', 'd']) await run(host, [put(name, `value of ${name}`), putPrivate(PROGRAM, name, `secret of ${name}`)]);
  await host.close();
  return directory;
}

describe('a damaged embedded ledger', function () {
  this.timeout(120_000);
  after(dropFolders);

  const tamperings: readonly (readonly [string, string, (value: string) => string | null])[] = [
    ["a block's contents", 'b/0000000000000002', (value) => value.replace('value of b', 'value of B')],
    ['a block', 'b/0000000000000002', () => null],
    ["a block with its hash, leaving the next one's link", 'b/0000000000000001', (value) => `${'0'.repeat(64)}${value.slice(64)}`],
    ['the newest block', 'b/0000000000000004', () => null],
    ['public state', 's/a', (value) => value.replace('value of a', 'value of A')],
    ['a key of public state', 's/a', () => null],
    ['private state', `v/${PROGRAM}/c`, (value) => value.replace('secret of c', 'secret of C')],
    ["a block's private part", `p/${PROGRAM}/0000000000000003`, (value) => value.replace('secret of c', 'secret of C')],
    ["a block's private part as a whole", `p/${PROGRAM}/0000000000000003`, () => null],
    ['the head', 'i/head', (value) => value.replace('"height":5', '"height":4')],
  ];
  for (const [what, key, change] of tamperings) {
    it(`is refused when somebody changed ${what}`, async () => {
      const directory = await writtenLedger();
      const database = new ClassicLevel<string>(join(directory, 'ledger'));
      const before = await database.get(key);
      const changed = change(before ?? '');
      expect(before).to.be.a('string');
      expect(changed).not.to.equal(before);
      if (changed === null) await database.del(key);
      else await database.put(key, changed);
      await database.close();
      const fault = await refusal(openConformance(directory), 'UNAVAILABLE');
      expect(fault.details['reason']).to.equal('CORRUPT');
    });
  }

  it('is refused when its identities are not the ones it was made with', async () => {
    const directory = await writtenLedger();
    await rm(join(directory, 'identities'), { recursive: true });
    const fault = await refusal(openConformance(directory), 'UNAVAILABLE');
    expect(fault.details['reason']).to.equal('AUTHORITY_DIFFERS');
  });
});
