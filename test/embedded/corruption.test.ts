import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Fault } from '@tierline/chaincode/api';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { ClassicLevel } from 'classic-level';
import { HOST, PROGRAM } from '../support/conformanceNetwork';
import { dropFolders, newFolder, openConformance } from '../support/embeddedFixture';
import { put, putPrivate } from '../support/script';
import { refusal } from '../conformance/fixture';
import { Child } from './child';
import { as, run } from './people';

const POSITIONS = 40;
const KEYS_OF_LIMITED_WRITER = 16;

async function writtenLedger(): Promise<string> {
  const directory = await newFolder();
  const host = await openConformance(directory);
  for (const name of ['a', 'b', 'c', 'd']) await run(host, [put(name, `value of ${name}`), putPrivate(PROGRAM, name, `secret of ${name}`)]);
  await host.close();
  return directory;
}

async function blocksOf(directory: string): Promise<readonly CommittedBlock[]> {
  const host = await openConformance(directory);
  const blocks: CommittedBlock[] = [];
  for await (const block of (await as(host, HOST)).blocks(0)) blocks.push(block);
  await host.close();
  return blocks;
}

/** Flips one bit of the store's largest file of a kind, at many places in turn; answers how often the ledger refused to open. */
async function refusalsAfterFlips(directory: string, extension: string, expected: readonly CommittedBlock[]): Promise<number> {
  const names = (await readdir(join(directory, 'ledger'))).filter((name) => name.endsWith(extension));
  const sizes = await Promise.all(names.map(async (name) => ({ name, size: (await stat(join(directory, 'ledger', name))).size })));
  const [largest] = sizes.toSorted((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error(`the store has no ${extension} file`);
  const copy = `${directory}-flipped`;
  let refused = 0;
  for (let index = 0; index < POSITIONS; index += 1) {
    await cp(directory, copy, { recursive: true });
    const path = join(copy, 'ledger', largest.name);
    const bytes = await readFile(path);
    const at = Math.floor((largest.size * index) / POSITIONS);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (index % 8));
    await writeFile(path, bytes);
    try {
      expect(await blocksOf(copy)).to.deep.equal(expected);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      expect(error.details['reason']).to.equal('CORRUPT');
      expect(error.details['mend']).to.be.a('string');
      refused += 1;
    }
    await rm(copy, { recursive: true });
  }
  return refused;
}

describe('a damaged embedded ledger', function () {
  this.timeout(120_000);
  after(dropFolders);

  it('is refused when one byte of its log is flipped', async () => {
    const directory = await writtenLedger();
    const copy = `${directory}-read`;
    await cp(directory, copy, { recursive: true });
    expect(await refusalsAfterFlips(directory, '.log', await blocksOf(copy))).to.equal(POSITIONS);
    await rm(copy, { recursive: true });
  });

  it('is refused when one byte of the log is flipped that a killed process left', async () => {
    const directory = await newFolder();
    const child = new Child('writer', directory, '0', '2');
    await child.printed(KEYS_OF_LIMITED_WRITER);
    child.process.kill('SIGKILL');
    await child.ended();
    expect(await refusalsAfterFlips(directory, '.log', [])).to.equal(POSITIONS);
  });

  it('is refused when one byte of its tables is flipped, unless nothing that it holds changed', async () => {
    const directory = await writtenLedger();
    const expected = await blocksOf(directory);
    expect(await refusalsAfterFlips(directory, '.ldb', expected)).to.be.at.least(POSITIONS * 0.8);
  });

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
