import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultIn } from '@tierline/chaincode/api';
import { openLedger } from '@tierline/client-app/dist/main';
import { expect } from 'chai';
import { ClassicLevel } from 'classic-level';
import { Child } from '../embedded/child';
import { NETWORK, TEST_NOW_MS, World } from '../support/world';
import { LIFE } from './life';
import { seeded } from './random';

const SEED = Number(process.env['FLIP_SEED'] ?? 20_261_122);
const FLIPS = 20;
const BYTES = 256;
const ACKNOWLEDGED_BEFORE_KILL = 12;

/** Every kind of file that the ledger reads when it is opened, by what its path ends in or contains. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'a table': /^ledger\/\d+\.ldb$/,
  'the log': /^ledger\/\d+\.log$/,
  'the manifest': /^ledger\/MANIFEST-\d+$/,
  CURRENT: /^ledger\/CURRENT$/,
  'the anchor': /^anchor$/,
};

const filesIn = (directory: string): readonly string[] => [
  'anchor',
  ...readdirSync(join(directory, 'ledger')).map((name) => `ledger/${name}`),
];

/** Everything that the store holds, as one digest. */
async function contentsOf(directory: string): Promise<string> {
  const database = new ClassicLevel<string>(join(directory, 'ledger'));
  const digest = createHash('sha256');
  for await (const [key, value] of database.iterator()) digest.update(JSON.stringify([key, value]));
  await database.close();
  return digest.digest('hex');
}

/** A place in the files of a kind, and what is done to the byte there. */
interface Flip {
  readonly file: string;
  readonly at: number;
  readonly mask: number;
}

/** Draws places over all files of a kind, every byte equally likely. */
function flipsIn(directory: string, kind: RegExp, random: () => number): readonly Flip[] {
  const places = filesIn(directory)
    .filter((file) => kind.test(file))
    .flatMap((file) => Array.from({ length: readFileSync(join(directory, file)).length }, (_, at) => ({ file, at })));
  return Array.from({ length: FLIPS }, () => {
    const place = places[Math.floor(random() * places.length)];
    if (place === undefined) throw new Error(`the store has no file of this kind: ${kind.source}`);
    return { ...place, mask: 1 + Math.floor(random() * (BYTES - 1)) };
  });
}

/** Opens a copy of the ledger with one byte changed: the fault, or the contents that it was opened with. */
async function openedWith(directory: string, { file, at, mask }: Flip): Promise<string | Readonly<Record<string, unknown>>> {
  const copy = `${directory}-flipped`;
  cpSync(directory, copy, { recursive: true });
  try {
    const bytes = readFileSync(join(copy, file));
    bytes[at] = (bytes[at] ?? 0) ^ mask;
    writeFileSync(join(copy, file), bytes);
    await (await openLedger({ directory: copy, network: NETWORK, now: () => TEST_NOW_MS })).close();
    return await contentsOf(copy);
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    return { code: fault.code, ...fault.details };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Changes bytes in one kind of file, one at a time; answers how often the ledger was refused. Any other end is harmless or fails. */
async function refusals(directory: string, kind: RegExp, contents: string): Promise<number> {
  let refused = 0;
  for (const flip of flipsIn(directory, kind, seeded(SEED))) {
    const ended = await openedWith(directory, flip);
    if (typeof ended === 'string') {
      expect(ended, JSON.stringify(flip)).to.equal(contents);
      continue;
    }
    expect([ended['code'], ended['reason'], typeof ended['what']], JSON.stringify(flip)).to.deep.equal([
      'UNAVAILABLE',
      'CORRUPT',
      'string',
    ]);
    expect(ended['mend'], JSON.stringify(flip)).to.match(/^restore the directory from a backup/);
    refused += 1;
  }
  return refused;
}

/** What its last holder left: the process was killed, or it closed the ledger. */
const LEFT = ['closed', 'killed'] as const;

for (const left of LEFT) {
  describe(`a ledger that was ${left} and has one byte changed`, function () {
    this.timeout(300_000);
    let world: World;
    let contents: string;

    before(async () => {
      world = await World.found();
      await world.open.close();
      for (const schedule of ['FIRST', 'SECOND']) {
        const open = await openLedger({ directory: world.directory, network: NETWORK, now: () => TEST_NOW_MS });
        for (const { take } of LIFE) await take(open, schedule);
        await open.close();
      }
      if (left === 'killed') {
        const child = new Child('../faults/businessWriter', world.directory, '1');
        await child.printed(ACKNOWLEDGED_BEFORE_KILL);
        child.process.kill('SIGKILL');
        await child.ended();
      }
      const copy = `${world.directory}-read`;
      cpSync(world.directory, copy, { recursive: true });
      contents = await contentsOf(copy);
      rmSync(copy, { recursive: true });
    });
    after(() => rmSync(world.directory, { recursive: true, force: true }));

    it('is opened, and holds what it held, as long as nothing is changed', async () => {
      expect(await openedWith(world.directory, { file: 'anchor', at: 0, mask: 0 })).to.equal(contents);
    });

    for (const [what, kind] of Object.entries(KINDS)) {
      it(`in ${what}: is refused, or holds exactly what it held`, async () => {
        const refused = await refusals(world.directory, kind, contents);
        console.log(`        ${refused} of ${FLIPS} refused`);
      });
    }
  });
}
