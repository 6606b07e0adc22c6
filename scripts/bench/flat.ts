import type { Bench, Measurement } from './bench';
import { submission } from './batch';
import { withFolder } from './folder';
import { Ground } from './ground';
import { LIFE_STEPS, type LifeStep } from './lifeSteps';
import { openingOf } from './opening';
import type { BenchOptions } from './options';
import { stock } from './stock';
import { concurrently, elapsedMs, median } from './timing';

/** Receivables on the small ledger. */
const FEW = 1_000;
/** Items of one round, and so many cores. */
const ITEMS = 50;

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
    measurements.push(measured(step.name, await rounds(grounds, options, (ground, round) => stepMs(step, ground, round, options))));
    options.tell(`  ${step.name}`);
  }
  const batchMs = await rounds(grounds, options, (ground, round) => elapsedMs(() => submission(ground, `LATE-${1000 + round}`)));
  return [...measurements, measured('submission of 200', batchMs)];
}

/** Measures both ledgers in turns, each first in every other round, after one round to warm up; answers large to small. */
async function rounds(
  [small, large]: Pair,
  options: BenchOptions,
  measure: (ground: Ground, round: number) => Promise<number>,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    const times = new Map<Ground, number>();
    for (const ground of round % 2 === 0 ? [small, large] : [large, small]) times.set(ground, await measure(ground, round));
    if (round > 0) found.push((times.get(large) ?? Number.NaN) / (times.get(small) ?? Number.NaN));
  }
  return found;
}

async function stepMs(step: LifeStep, ground: Ground, round: number, { callers }: BenchOptions): Promise<number> {
  const ready = await Promise.all(Array.from({ length: ITEMS }, (_, index) => step.ready(ground, 'FLAT', round * ITEMS + index)));
  return elapsedMs(() =>
    concurrently(
      callers,
      ready.map(({ submit }) => submit),
    ),
  );
}

function measured(what: string, found: readonly number[]): Measurement {
  return { what, figure: median(found), unit: 'x', target: { atMost: 1.2 } };
}
