import type { Bench } from './bench';
import { median } from './timing';
import { withYardstick } from './yardstick';

/** What the embedded ledger itself gives. */
export const base: Bench = {
  name: 'base',
  what: 'a contract method of our own that writes one key',
  run: ({ callers, rounds }) =>
    withYardstick(async (yardstick) => {
      await yardstick.rate(3, callers);
      const measurements = [];
      for (const [endorsers, at] of [
        [2, callers],
        [3, callers],
        [3, 1],
      ] as const) {
        const rates: number[] = [];
        for (let round = 0; round < rounds; round += 1) rates.push(await yardstick.rate(endorsers, at));
        measurements.push({ what: `${endorsers} endorsers, ${at} callers`, figure: median(rates), unit: 'tx/s', target: null });
      }
      return measurements;
    }),
};
