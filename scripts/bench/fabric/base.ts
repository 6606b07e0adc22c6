import { median } from '../timing';
import type { FabricBench } from './fabricBench';

/** What the network gives to transactions that write one key. */
export const base: FabricBench = {
  name: 'base',
  what: 'a contract method of our own that writes one public key, two endorsers',
  run: async (stage, { rounds, callers }) => {
    await stage.baseline();
    const rates: number[] = [];
    for (let round = 0; round < rounds; round += 1) rates.push(await stage.baseline());
    return [{ what: `${callers} callers`, figure: median(rates), unit: 'tx/s', target: null }];
  },
};
