import { freshId } from '@tierline/client-app/dist/app/execute';
import { SUBMISSION, submission } from '../batch';
import type { Measurement } from '../bench';
import { concurrently, elapsedMs, median } from '../timing';
import type { FabricBench } from './fabricBench';
import type { Stage } from './stage';

/** Submissions of one round. */
const SUBMISSIONS = 12;
/** Submissions under way at a time: one is endorsed while another is committed. */
const CALLERS = 6;
const STEPS = ['submit', 'check', 'confirm'] as const;

/** Receivables with all their private data, against single keys. */
export const batch: FabricBench = {
  name: 'batch',
  what: `submissions of ${SUBMISSION} receivables through submit, check and confirm, ${CALLERS} at a time`,
  run: async (stage, { rounds }) => {
    await round(stage);
    const found: Round[] = [];
    for (let count = 0; count < rounds; count += 1) {
      const base = await stage.baseline();
      const { rate, times } = await round(stage);
      found.push({ rate, times, ratio: rate / base });
    }
    return measurementsOf(found);
  },
};

interface Round {
  /** Receivables per second. */
  readonly rate: number;
  /** For each submission, milliseconds of its steps. */
  readonly times: readonly (readonly number[])[];
  readonly ratio: number;
}

async function round({ ground }: Stage): Promise<Omit<Round, 'ratio'>> {
  const times: (readonly number[])[] = [];
  const jobs = Array.from({ length: SUBMISSIONS }, () => async () => {
    times.push(await submission(ground, freshId('B')));
  });
  const ms = await elapsedMs(() => concurrently(CALLERS, jobs));
  return { rate: (SUBMISSIONS * SUBMISSION * 1000) / ms, times };
}

function measurementsOf(rounds: readonly Round[]): readonly Measurement[] {
  const times = rounds.flatMap((each) => each.times);
  return [
    {
      what: 'submit, check and confirm, receivables to single keys',
      figure: median(rounds.map(({ ratio }) => ratio)),
      unit: 'x baseline',
      target: { atLeast: 5 },
      ratio: 'batchSubmitConfirm',
    },
    { what: 'submit, check and confirm', figure: median(rounds.map(({ rate }) => rate)), unit: 'receivables/s', target: null },
    ...STEPS.map((step, index) => ({
      what: step,
      figure: median(times.map((steps) => steps[index] ?? Number.NaN)),
      unit: `ms for ${SUBMISSION}`,
      target: null,
    })),
  ];
}
