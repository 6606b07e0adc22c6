import { availableParallelism } from 'node:os';
import { TRANSACTIONS } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { PRECEDENCE } from './model/refusal';
import { describe as describeOperation, type Operation } from './operation';
import { play, type Result } from './play';
import { playAll } from './pool';
import { GENEROUS_CONTRACTS } from './planted';
import { replayCommand, summary, told, toldShrunk } from './report';
import { shrink } from './shrink';
import { WAYS } from './signing';
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
/** Why a signature, or the key behind it, may not count. */
const REASONS = ['REQUIRED', 'KEY_OF_ANOTHER', 'KEY_NOT_YET', 'KEY_REVOKED', 'VOUCHER_REQUIRED'].concat(
  Object.values(WAYS).flatMap(({ reason }) => (reason === null ? [] : [reason])),
);
const SIGNED = 'VALID, signed';
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
    expect(names.filter((name) => !FOUNDING.includes(name) && tally.of(name, 'VALID') + tally.of(name, SIGNED) === 0)).to.deep.equal([]);
    const outcomes = [...tally.outcomes().keys()];
    const codes = new Set(outcomes.map((outcome) => outcome.split(':')[0]));
    expect([...PRECEDENCE, 'REPEATED'].filter((code) => !codes.has(code))).to.deep.equal([]);
    const lost = outcomes.filter((outcome) => outcome.includes('LOST'));
    expect([lost.length > 0, tally.of('crash', 'VALID') > 0, tally.of('reproject', 'VALID') > 0]).to.deep.equal([true, true, true]);
  });

  it('has had every act signed that can be, and every reason against a signature', function () {
    if (OPERATIONS < ENOUGH_FOR_EVERYTHING) this.skip();
    const acts = ['receivable:confirm', 'token:assign', 'token:accept', 'financing:take', 'financing:disburse'];
    expect(acts.filter((name) => tally.of(name, SIGNED) === 0)).to.deep.equal([]);
    const outcomes = tally.outcomes();
    expect(REASONS.filter((reason) => !outcomes.has(`CONSENT_REFUSED:${reason}`))).to.deep.equal([]);
  });
});

describe('a simulation from a seed', function () {
  this.timeout(240_000);

  it('is the same every time: operations, outcomes, and what is counted', async () => {
    const run = { seed: 49, operations: 250 };
    const [first, second] = [await play(run), await play(run)];
    expect(first.tally.of('crash', 'VALID'), 'crashes among them').to.be.above(0);
    await expectSound(first);
    expect(second.trace).to.equal(first.trace);
    expect(summary(second, 0)).to.deep.equal(summary(first, 0));
    expect((await play({ ...run, seed: 50 })).trace).not.to.equal(first.trace);
  });

  it('finds a contract that pays one unit more, replays it from its line, and shrinks it to a handful of operations', async () => {
    const { found } = await play({ seed: 6, operations: 1_000, contracts: GENEROUS_CONTRACTS });
    if (found === null) expect.fail('the mistake was not found');
    expect([found.failure.kind, found.failure.what]).to.deep.equal(['AUDIT', 'invariant 14']);
    const [, seed, operations] = /--seed (\d+) --ops (\d+)$/.exec(replayCommand(found)) ?? [];
    const again = await play({ seed: Number(seed), operations: Number(operations), contracts: GENEROUS_CONTRACTS });
    expect(again.found?.failure.message).to.equal(found.failure.message);
    const small = await shrink(found, { contracts: GENEROUS_CONTRACTS, timeoutMs: SHRINK_TIMEOUT_MS, now: Date.now });
    expect(small.failure.isLike(found.failure)).to.equal(true);
    expect(small.operations.length, toldShrunk(small).join('\n')).to.be.within(4, 10);
    expect(describeOperation(small.operations.at(-1) as Operation), 'the payout is the last of them').to.include('settlement:redeem');
  });
});
