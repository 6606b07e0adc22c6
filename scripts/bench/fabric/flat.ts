import { freshId } from '@tierline/client-app/dist/app/ordering';
import type { Measurement } from '../bench';
import { LIFE_STEPS, type LifeStep } from '../lifeSteps';
import type { BenchOptions } from '../options';
import { stock } from '../stock';
import { concurrently, median } from '../timing';
import type { FabricBench } from './fabricBench';
import { cpuMsOf } from './nodesCpu';
import { BURST, type Stage } from './stage';

/** Receivables on the ledger at the first measurement; the whole is 50,000 at the second: `--receivables 50000`. */
const FEW = 1_000;
/** Items of one round, and callers who do them. */
const ITEMS = 48;
const CALLERS = 16;
/** Steps of a supplier's and a core's daily life; the later ones of a sale meet in one bank's limit. */
const STEPS = ['submit', 'check', 'confirm', 'split', 'open transfer', 'accept'] as const;

type Costs = ReadonlyMap<string, number>;

/** What a step costs when the ledger has grown: processor time of all nodes, in units of the baseline's at that moment. */
export const flat: FabricBench = {
  name: 'flat',
  what: `processor time of each step with many receivables on the ledger, as ratio to ${FEW}`,
  run: async (stage, options) => {
    await stock(stage.ground, FEW, options, freshId('A'));
    const before = await costs(stage, options);
    const rate = await stock(stage.ground, options.receivables - FEW, options, freshId('A'));
    const after = await costs(stage, options);
    return [
      {
        what: `${options.receivables - FEW} receivables more submitted, checked, confirmed`,
        figure: rate,
        unit: 'receivables/s',
        target: null,
      },
      ...STEPS.map((step) => growth(step, before, after)),
    ];
  },
};

function growth(step: string, before: Costs, after: Costs): Measurement {
  const figure = (after.get(step) ?? Number.NaN) / (before.get(step) ?? Number.NaN);
  return { what: step, figure, unit: 'x', target: { atMost: 1.3 } };
}

/** Of each step, the median cost in a round to that of the baseline, measured just before. The first round warms up. */
async function costs(stage: Stage, { rounds }: BenchOptions): Promise<Costs> {
  const found = new Map<string, number>();
  const life = freshId('F');
  for (const step of LIFE_STEPS.filter(({ name }) => STEPS.some((each) => each === name))) {
    const baselineMs = (await cpuMsOf(stage.setting, () => stage.baseline())) / BURST;
    const times: number[] = [];
    for (let round = 0; round <= rounds; round += 1) times.push(await stepMs(stage, step, life, round));
    found.set(step.name, median(times.slice(1)) / baselineMs);
  }
  return found;
}

/** Milliseconds of processor time for one item of a round. */
async function stepMs({ ground, setting }: Stage, step: LifeStep, life: string, round: number): Promise<number> {
  const ready = await Promise.all(Array.from({ length: ITEMS }, (_none, item) => step.ready(ground, life, round * ITEMS + item)));
  const jobs = ready.map(({ submit }) => submit);
  return (await cpuMsOf(setting, () => concurrently(CALLERS, jobs))) / ITEMS;
}
