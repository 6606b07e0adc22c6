import { availableParallelism } from 'node:os';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { PRECEDENCE } from './model/refusal';
import { play, type Result } from './play';
import { playAll } from './pool';
import { GENEROUS_CONTRACTS } from './planted';
import { replayCommand, summary, told, toldShrunk } from './report';
import { shrink } from './shrink';
import { Tally } from './tally';

/** Operations of all seeds together; a million on demand: TIERLINE_SIM_OPS=1000000. */
const OPERATIONS = Number(process.env['TIERLINE_SIM_OPS'] ?? 20_000);
/** Fewer may miss what seldom happens. */
const ENOUGH_FOR_EVERYTHING = 20_000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Seeds that are played at the same time, at most. */
const AT_ONCE = 2;
/** No seed takes longer for each operation on a busy machine. */
const LONGEST_MS = 200;
const SHRINK_TIMEOUT_MS = 60_000;

/** Done once, to found the network; a simulation does not try them again. */
const FOUNDING = ['company:found', 'program:create', 'program:openPair'];
/** Fails with all that is needed to see the failure again, and with the smallest run that was found to fail alike. */
async function expectSound({ found }: Result): Promise<void> {
  if (found === null) return;
  const small = await shrink(found, { timeoutMs: SHRINK_TIMEOUT_MS, now: Date.now });
  expect.fail([...told(found), ...toldShrunk(small)].join('\n'));
}

describe('a simulation of all parties', function () {
  this.timeout(Math.max(120_000, (OPERATIONS / SEEDS.length) * LONGEST_MS));
  const tally = new Tally();
  let results: readonly Promise<Result>[] = [];

  before(() => {
    results = playAll(
      SEEDS.map((seed) => ({ seed, operations: Math.ceil(OPERATIONS / SEEDS.length) })),
      Math.min(AT_ONCE, availableParallelism()),
    );
  });
  after(() => Promise.allSettled(results));

  for (const [index, seed] of SEEDS.entries()) {
    it(`ends every operation as expected and holds every invariant from seed ${seed}`, async () => {
      const result = (await results[index]) as Result;
      expect(result.found === null ? result.played : OPERATIONS).to.be.at.least(Math.ceil(OPERATIONS / SEEDS.length));
      await expectSound(result);
      tally.join(result.tally);
    });
  }

  it('has carried out every transaction, met every refusal, and raced, repeated and crashed', function () {
    if (OPERATIONS < ENOUGH_FOR_EVERYTHING) this.skip();
    const names = Object.values(TRANSACTIONS).flatMap((methods) => Object.values(methods).map(({ name }) => name));
    expect(names.filter((name) => !FOUNDING.includes(name) && tally.of(name, 'VALID') === 0)).to.deep.equal([]);
    const outcomes = tally.outcomes();
    expect([...PRECEDENCE, 'REPEATED'].filter((code) => (outcomes.get(code) ?? 0) === 0)).to.deep.equal([]);
    const lost = [...outcomes.keys()].filter((outcome) => outcome.includes('LOST'));
    expect([lost.length > 0, tally.of('crash', 'VALID') > 0, tally.of('reproject', 'VALID') > 0]).to.deep.equal([true, true, true]);
  });
});

describe('a simulation from a seed', function () {
  this.timeout(240_000);

  it('is the same every time: operations, outcomes, and what is counted', async () => {
    const run = { seed: 44, operations: 250 };
    const [first, second] = [await play(run), await play(run)];
    expect(first.tally.of('crash', 'VALID'), 'crashes among them').to.be.above(0);
    await expectSound(first);
    expect(second.trace).to.equal(first.trace);
    expect(summary(second, 0)).to.deep.equal(summary(first, 0));
    expect((await play({ ...run, seed: 45 })).trace).not.to.equal(first.trace);
  });

  it('finds a contract that pays one unit more, replays it from its line, and shrinks it to a handful of operations', async () => {
    const { found } = await play({ seed: 5, operations: 1_000, contracts: GENEROUS_CONTRACTS });
    if (found === null) expect.fail('the mistake was not found');
    expect([found.failure.kind, found.failure.what]).to.deep.equal(['AUDIT', 'invariant 14']);
    const [, seed, operations] = /--seed (\d+) --ops (\d+)$/.exec(replayCommand(found)) ?? [];
    const again = await play({ seed: Number(seed), operations: Number(operations), contracts: GENEROUS_CONTRACTS });
    expect(again.found?.failure.message).to.equal(found.failure.message);
    const small = await shrink(found, { contracts: GENEROUS_CONTRACTS, timeoutMs: SHRINK_TIMEOUT_MS, now: Date.now });
    expect(small.failure.isLike(found.failure)).to.equal(true);
    expect(small.operations.length, toldShrunk(small).join('\n')).to.be.within(4, 10);
    expect(small.operations.at(-1), 'the payout is the last of them').to.include({ name: 'settlement:redeem' });
  });
});
