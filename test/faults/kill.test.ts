import { setTimeout as sleep } from 'node:timers/promises';
import { openLedger, type OpenLedger } from '@tierline/client-app/dist/main';
import { expect } from 'chai';
import { Child } from '../embedded/child';
import { NETWORK, TEST_NOW_MS, World } from '../support/world';
import { acknowledgedBy, expectGoesOn, expectKept, expectSound, expectWholeSteps, type Acknowledged } from './acknowledged';
import { seeded } from './random';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 50);
const SEED = Number(process.env['KILL_SEED'] ?? 20_261_122);
/** The longest time from the start of a process to its death, when it is killed by the clock: long enough for a few blocks. */
const LONGEST_MS = 2_500;
const MOST_ACKNOWLEDGED = 40;
/** After so many answers it takes up to so long, within which the next block is being written, or is not yet. */
const LITTLE_MS = 20;

/** Starts a process on the directory and kills it: by the clock, or after so many answers. */
async function killedRound(directory: string, round: number, random: () => number): Promise<readonly Acknowledged[]> {
  const child = new Child('../faults/businessWriter', directory, String(round));
  if (round % 3 === 0) {
    await sleep(random() * LONGEST_MS);
  } else {
    await child.printed(2 + Math.floor(random() * MOST_ACKNOWLEDGED));
    await sleep(random() * LITTLE_MS);
  }
  child.process.kill('SIGKILL');
  expect(await child.ended(), child.lines('stderr').join(' ')).to.equal(null);
  return acknowledgedBy(child);
}

describe(`a ledger whose process is killed ${ROUNDS} times in the middle of business`, function () {
  this.timeout(600_000);
  let world: World | undefined;
  let open: OpenLedger | undefined;
  const acknowledged: Acknowledged[] = [];

  before(async () => {
    world = await World.found();
    await world.open.close();
    const random = seeded(SEED);
    for (let round = 0; round < ROUNDS; round += 1) acknowledged.push(...(await killedRound(world.directory, round, random)));
    open = await openLedger({ directory: world.directory, network: NETWORK, now: () => TEST_NOW_MS });
    console.log(`      ${acknowledged.length} transactions acknowledged, seed ${SEED}`);
  });
  after(async () => {
    await open?.close();
    await world?.end();
  });

  const reopened = (): OpenLedger => open ?? expect.fail('the ledger is not open');

  it('has every transaction that it acknowledged, each once and valid', async () => {
    expect(acknowledged.length).to.be.at.least(ROUNDS * 5);
    await expectKept(reopened(), acknowledged);
  });

  it('has every schedule after its last acknowledged step, or the one that was under way, and nothing between', () =>
    expectWholeSteps(reopened(), acknowledged));

  it('has a whole chain, and a history in which the audit finds nothing', () => expectSound(reopened()));

  it('goes on', () => expectGoesOn(reopened(), 'AFTERWARDS'));
});
