import type { Bench, Measurement } from './bench';
import { submission } from './batch';
import { withFolder } from './folder';
import { Ground, type Ready } from './ground';
import { LIFE_STEPS, type LifeStep } from './lifeSteps';
import { openingOf } from './opening';
import type { BenchOptions } from './options';
import { stock } from './stock';
import { concurrently, elapsedMs, median } from './timing';

/** Receivables on the small ledger. */
const FEW = 1_000;
/** Items of one round, and so many cores. */
const ITEMS = 50;
/** Items of one turn. */
const TURN = 5;

/** Two ledgers in one process: what costs a step on the large one more than on the small one? */
export const flat: Bench = {
  name: 'flat',
  what: `cost of each step with many receivables on the ledger, as ratio to ${FEW}; opening it`,
  run: (options) =>
    withFolder((small) =>
      withFolder(async (large) => {
        const grounds = [await Ground.found(small, ITEMS), await Ground.found(large, ITEMS)] as const;
        let measurements: readonly Measurement[];
        try {
          await stock(grounds[0], FEW, options);
          const rate = await stock(grounds[1], options.receivables, options);
          measurements = [
            { what: `${options.receivables} receivables submitted, checked, confirmed`, figure: rate, unit: 'receivables/s', target: null },
            ...(await ratios(grounds, options)),
          ];
        } finally {
          for (const ground of grounds) await ground.close();
        }
        return [...measurements, ...(await openingOf(large))];
      }),
    ),
};

type Pair = readonly [small: Ground, large: Ground];

async function ratios(grounds: Pair, options: BenchOptions): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const step of LIFE_STEPS) {
    measurements.push(measured(step.name, await rounds(options, (round) => stepRatio(step, grounds, round, options))));
    options.tell(`  ${step.name}`);
  }
  const ofBatch = await rounds(options, (round) =>
    inTurns(grounds, round, (ground) => elapsedMs(() => submission(ground, `LATE-${1000 + round}`))),
  );
  return [...measurements, measured('submission of 200', ofBatch)];
}

/** The ratio of each round but the first, which warms up. */
async function rounds(options: BenchOptions, ratio: (round: number) => Promise<number>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round <= options.rounds; round += 1) found.push(await ratio(round));
  return found.slice(1);
}

/** One round of a step: many short turns, so that both ledgers meet the same moods of the machine. */
async function stepRatio(step: LifeStep, grounds: Pair, round: number, { callers }: BenchOptions): Promise<number> {
  const ready = new Map<Ground, readonly Ready[]>();
  for (const ground of grounds) {
    ready.set(ground, await Promise.all(Array.from({ length: ITEMS }, (_, index) => step.ready(ground, 'FLAT', round * ITEMS + index))));
  }
  return inTurns(
    grounds,
    round,
    async (ground, turn) => {
      const items = ready.get(ground)?.slice(turn * TURN, (turn + 1) * TURN) ?? [];
      return elapsedMs(() =>
        concurrently(
          callers,
          items.map(({ submit }) => submit),
        ),
      );
    },
    ITEMS / TURN,
  );
}

/** Gives both ledgers their turns, each first in every other one; answers the time of the large to that of the small. */
async function inTurns(
  [small, large]: Pair,
  round: number,
  measure: (ground: Ground, turn: number) => Promise<number>,
  turns = 1,
): Promise<number> {
  const times = new Map<Ground, number>([
    [small, 0],
    [large, 0],
  ]);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const ground of (round + turn) % 2 === 0 ? [small, large] : [large, small]) {
      times.set(ground, (times.get(ground) ?? 0) + (await measure(ground, turn)));
    }
  }
  return (times.get(large) ?? Number.NaN) / (times.get(small) ?? Number.NaN);
}

function measured(what: string, found: readonly number[]): Measurement {
  return { what, figure: median(found), unit: 'x', target: { atMost: 1.2 } };
}
