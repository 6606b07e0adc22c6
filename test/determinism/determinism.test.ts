import { expect } from 'chai';
import { generatedCalls } from './generatedCalls';
import type { PlannedCall, Replayed } from './plan';
import { PLANTS } from './plants';
import { differences, replayedTwice } from './twoProcesses';
import { PreparedLedgers } from './usualCalls';

const CALLS = Number(process.env['DETERMINISM_CALLS'] ?? 10_000);
const SEED = Number(process.env['DETERMINISM_SEED'] ?? 20_261_122);
/** How many calls of each transaction must have succeeded, and been refused, at least. */
const ENOUGH = Math.floor(CALLS / 1_000);

describe('the contracts on two machines that are not alike', function () {
  this.timeout(600_000);
  let ledgers: PreparedLedgers;
  let calls: readonly PlannedCall[];
  let replayed: readonly [Replayed, Replayed];
  let planted: readonly [Replayed, Replayed];
  let plantedCalls: readonly PlannedCall[];

  before(async () => {
    ledgers = await PreparedLedgers.make();
    calls = await generatedCalls(ledgers.stock, CALLS, SEED);
    const once = (time: number) => ledgers.stock.calls.map((call) => ({ ...call, input: { ...call.input, requestId: `TIME-${time}` } }));
    plantedCalls = [...once(1), ...once(2)];
    await ledgers.close();
    replayed = await replayedTwice(ledgers, calls);
    planted = await replayedTwice(ledgers, plantedCalls, true);
    console.log(`      ${calls.length} calls, seed ${SEED}: ${JSON.stringify(countsOf(replayed[0]))}`);
  });
  after(() => ledgers.end());

  it('stand in another time zone, another language and another time, and draw other numbers', () => {
    const [east, west] = replayed.map(({ surroundings }) => surroundings);
    for (const [name, told] of Object.entries(east ?? {})) expect(told, name).not.to.equal(west?.[name as keyof typeof west]);
    expect([east?.timeZone, east?.language, west?.timeZone]).to.deep.equal(['Pacific/Kiritimati', 'tr-TR', 'America/St_Johns']);
  });

  it(`write the same bytes, answer the same and refuse the same in ${CALLS} calls`, () => {
    expect(differences(calls, replayed).slice(0, 10)).to.deep.equal([]);
  });

  it('were asked for every transaction, and did it and refused it many times', () => {
    const few = ledgers.stock.calls.flatMap(({ transaction }) => {
      const outcomes = replayed[0].endings.flatMap(({ outcome }, index) => (calls[index]?.transaction === transaction ? [outcome] : []));
      const done = outcomes.filter((outcome) => outcome === 'DONE').length;
      return Math.min(done, outcomes.length - done) >= ENOUGH ? [] : [`${transaction}: ${done} of ${outcomes.length} done`];
    });
    expect(few).to.deep.equal([]);
  });

  it('never fail in another way than by a refusal', () => {
    const bugs = replayed[0].endings.flatMap(({ outcome, digests }, index) =>
      outcome === 'BUG' ? [`call ${index}, ${calls[index]?.transaction}: ${digests['bug']} ${JSON.stringify(calls[index]?.input)}`] : [],
    );
    expect(bugs.slice(0, 10)).to.deep.equal([]);
  });

  for (const [transaction, { mistake }] of Object.entries(PLANTS)) {
    it(`would be found out if one of them stored ${mistake}`, () => {
      const found = differences(plantedCalls, planted).filter((line) => line.includes(`, ${transaction} by `));
      expect(found).to.have.lengthOf(2);
      expect(found[0]).to.match(/: .*publicWrites.*bytes$/);
    });
  }

  it('are told apart from those who do nothing wrong: nothing else is found', () => {
    expect(differences(plantedCalls, planted)).to.have.lengthOf(2 * Object.keys(PLANTS).length);
  });
});

function countsOf({ endings }: Replayed): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of endings) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
