import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger, type OpenLedger } from '@tierline/client-app/dist/main';
import { expect } from 'chai';
import { Child } from '../embedded/child';
import { NETWORK, TEST_NOW_MS, World } from '../support/world';
import { acknowledgedBy, expectGoesOn, expectKept, expectSound, expectWholeSteps, type Acknowledged } from './acknowledged';
import { seeded } from './random';

const ROUNDS = 6;
const SEED = 20_261_122;
const DISK_SIZE = '48m';
/** What is left free at most when the disk is filled: room for a few blocks. */
const MOST_LEFT_BYTES = 200_000;
const LACKS = 3;
const LACKS_ROOM = /disk is full\)?[;:] make room on the disk, then start again/;

/** Makes a small disk of its own at the folder; the reason why it cannot, or null. */
function mounted(folder: string): string | null {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_SIZE}`, 'tierline-test', folder]);
  return status === 0 ? null : (error?.message ?? String(stderr).trim());
}

/** Writes until no more than `left` bytes are free. */
function fill(disk: string, left: number): void {
  const { bavail, bsize } = statfsSync(disk);
  try {
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - left)));
  } catch (error) {
    // Somebody else took the last of the room meanwhile: then the disk is full all the same.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

describe('a ledger whose disk becomes full in the middle of business', function () {
  this.timeout(300_000);
  const disk = mkdtempSync(join(tmpdir(), 'tierline-disk-'));
  const directory = join(disk, 'ledger-directory');
  const acknowledged: Acknowledged[] = [];
  const told: string[] = [];
  let isMounted = false;
  let open: OpenLedger | null = null;

  const writer = (round: number): Child => new Child('../faults/businessWriter', directory, String(round));

  before(async function () {
    const obstacle = mounted(disk);
    if (obstacle !== null) {
      console.log(`      not run: this machine lets nobody mount a small disk (${obstacle})`);
      this.skip();
    }
    isMounted = true;
    const world = await World.found();
    await world.open.close();
    cpSync(world.directory, directory, { recursive: true });
    rmSync(world.directory, { recursive: true });
  });

  after(async () => {
    await open?.close();
    if (isMounted) spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('ends with one line that names the disk and the mend, however much was left when it was filled', async () => {
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = writer(round);
      await child.printed(2 + Math.floor(random() * 20));
      fill(disk, random() * MOST_LEFT_BYTES);
      expect(await child.ended()).to.equal(LACKS);
      expect(child.lines('stderr')).to.have.lengthOf(1);
      told.push(...child.lines('stderr'));
      acknowledged.push(...acknowledgedBy(child));
      rmSync(join(disk, 'ballast'), { force: true });
    }
    expect(told.filter((line) => !line.includes(directory) || !LACKS_ROOM.test(line))).to.deep.equal([]);
    console.log(`        ${acknowledged.length} transactions acknowledged; told: ${told[0]}`);
  });

  it('is not called damaged when it is opened while the disk is full', async () => {
    fill(disk, 0);
    const child = writer(ROUNDS);
    expect(await child.ended()).to.equal(LACKS);
    expect(child.lines('stderr')).to.have.lengthOf(1);
    expect(child.lines('stderr')[0]).to.match(LACKS_ROOM);
    rmSync(join(disk, 'ballast'), { force: true });
  });

  it('has lost nothing that it acknowledged, holds nothing half written, and goes on when there is room again', async () => {
    open = await openLedger({ directory, network: NETWORK, now: () => TEST_NOW_MS });
    expect(acknowledged.length).to.be.at.least(ROUNDS);
    await expectKept(open, acknowledged);
    await expectWholeSteps(open, acknowledged);
    await expectSound(open);
    await expectGoesOn(open, 'AFTERWARDS');
  });
});
