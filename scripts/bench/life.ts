import type { Bench, Measurement } from './bench';
import { withFolder } from './folder';
import { Ground } from './ground';
import { LIFE_STEPS, type LifeStep } from './lifeSteps';
import type { BenchOptions } from './options';
import { median, perSecond } from './timing';
import { withYardstick, type Yardstick } from './yardstick';

/** Items of one round: as many cores, so that no two items of a round meet in one bank's limit. */
const ITEMS = 100;

/** Each step of a life against one key written, by the same number of callers with the same number of endorsers. */
export const life: Bench = {
  name: 'life',
  what: 'single-item steps of a life, as ratio to the base with as many endorsers',
  run: (options) =>
    withYardstick((yardstick) =>
      withFolder(async (directory) => {
        const ground = await Ground.found(directory, ITEMS);
        try {
          const measurements: Measurement[] = [];
          for (const step of LIFE_STEPS) {
            measurements.push(...(await measured(step, ground, yardstick, options)));
            options.tell(`  ${step.name}`);
          }
          return measurements;
        } finally {
          await ground.close();
        }
      }),
    ),
};

/** One round warms up; in each of the others the step is measured right after the base. */
async function measured(
  step: LifeStep,
  ground: Ground,
  yardstick: Yardstick,
  { callers, rounds }: BenchOptions,
): Promise<readonly Measurement[]> {
  const rates: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const numbers = Array.from({ length: ITEMS }, (_, index) => round * ITEMS + index);
    const ready = await Promise.all(numbers.map((number) => step.ready(ground, 'LIFE', number)));
    const base = await yardstick.rate(ready[0]?.endorsers.length ?? 0, callers);
    const rate = await perSecond(
      callers,
      ready.map(({ submit }) => submit),
    );
    if (round === 0) continue;
    rates.push(rate);
    ratios.push(rate / base);
  }
  return [
    { what: step.name, figure: median(ratios), unit: 'x base', target: { atLeast: 0.25 } },
    { what: step.name, figure: median(rates), unit: 'tx/s', target: null },
  ];
}
