import { freshId } from '@tierline/client-app/dist/app/ordering';
import { SUBMISSION, submissionSteps } from '../batch';
import type { Measurement } from '../bench';
import { concurrently, elapsedMs, median } from '../timing';
import type { FabricBench } from './fabricBench';
import type { Stage } from './stage';

/** Submissions of one round: enough that its beginning and end, when some callers wait, weigh little. */
const SUBMISSIONS = 24;
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
      found.push({ base, ms: await round(stage) });
    }
    return measurementsOf(found);
  },
};

interface Round {
  /** The baseline just before, transactions per second. */
  readonly base: number;
  /** What each step took for all submissions, milliseconds. */
  readonly ms: readonly number[];
}

/** Takes all submissions through the first step, then through the second, then through the third. */
async function round({ ground }: Stage): Promise<readonly number[]> {
  const submissions = await Promise.all(Array.from({ length: SUBMISSIONS }, () => submissionSteps(ground, freshId('B'))));
  const times: number[] = [];
  for (const step of STEPS.keys()) {
    const jobs = submissions.map((steps) => () => steps[step as 0 | 1 | 2].submit());
    times.push(await elapsedMs(() => concurrently(CALLERS, jobs)));
  }
  return times;
}

function measurementsOf(rounds: readonly Round[]): readonly Measurement[] {
  const submitAndConfirm = ({ ms: [submit = 0, _check, confirm = 0] }: Round): number => perSecondIn(submit + confirm);
  const all = ({ ms }: Round): number => perSecondIn(ms.reduce((total, each) => total + each, 0));
  const toBase = (rate: (round: Round) => number): number => median(rounds.map((each) => rate(each) / each.base));
  return [
    {
      what: 'submit and confirm, receivables to single keys',
      figure: toBase(submitAndConfirm),
      unit: 'x baseline',
      target: { atLeast: 5 },
      ratio: 'batchSubmitConfirm',
    },
    {
      what: 'submit, check and confirm, receivables to single keys',
      figure: toBase(all),
      unit: 'x baseline',
      target: null,
      ratio: 'batchSubmitCheckConfirm',
    },
    { what: 'submit and confirm', figure: median(rounds.map(submitAndConfirm)), unit: 'receivables/s', target: null },
    { what: 'submit, check and confirm', figure: median(rounds.map(all)), unit: 'receivables/s', target: null },
    ...STEPS.map((step, index) => ({
      what: step,
      figure: median(rounds.map(({ ms }) => perSecondIn(ms[index] ?? Number.NaN))),
      unit: 'receivables/s',
      target: null,
    })),
  ];
}

const perSecondIn = (ms: number): number => (SUBMISSIONS * SUBMISSION * 1000) / ms;
