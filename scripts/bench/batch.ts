import { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Bench, Measurement } from './bench';
import { withFolder } from './folder';
import { Ground, type Ready } from './ground';
import { elapsedMs, median } from './timing';
import { DIGEST, PROGRAM, receivableOf, schedule, SUPPLIER } from './trade';

/** A submission: as many schedules, of as many receivables each. */
const SCHEDULES = 8;
const LINES = 25;
/** Receivables of one submission. */
export const SUBMISSION = SCHEDULES * LINES;

const WARM_UP_ROUNDS = 3;

const STEPS = ['submit', 'check', 'confirm'] as const;

/** Submissions of 200 receivables through submit, check and confirm. */
export const batch: Bench = {
  name: 'batch',
  what: `submissions of ${SUBMISSION} receivables, ${SCHEDULES} schedules of ${LINES}, one transaction for each step`,
  run: ({ rounds }) =>
    withFolder(async (directory) => {
      const ground = await Ground.found(directory, 1);
      try {
        const times: (readonly number[])[] = [];
        for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1)
          times.push(await submission(ground, `BATCH-${String(round).padStart(4, '0')}`));
        return measurementsOf(times.slice(WARM_UP_ROUNDS));
      } finally {
        await ground.close();
      }
    }),
};

function measurementsOf(times: readonly (readonly number[])[]): readonly Measurement[] {
  const whole = median(times.map((steps) => (SUBMISSION * 1000) / steps.reduce((total, ms) => total + ms, 0)));
  return [
    { what: 'submit, check and confirm', figure: whole, unit: 'receivables/s', target: { atLeast: 1000 } },
    ...STEPS.map((step, index) => ({
      what: step,
      figure: median(times.map((steps) => steps[index] ?? Number.NaN)),
      unit: `ms for ${SUBMISSION}`,
      target: null,
    })),
  ];
}

/** Takes one submission through its three steps; answers how long each took, in milliseconds. */
export async function submission(ground: Ground, name: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (const step of await submissionSteps(ground, name)) times.push(await elapsedMs(step.submit));
  return times;
}

/** One submission's three steps, each ready to be done when the one before it is. */
export async function submissionSteps(ground: Ground, name: string): Promise<readonly [Ready, Ready, Ready]> {
  const core = ground.core(0);
  const ids = Array.from({ length: SCHEDULES }, (_, index) => `${name}-${index}`);
  const faces = Array.from({ length: LINES }, (_, index) => 1_000_000n + BigInt(index));
  const receivables = ids.flatMap((id) => faces.map((_, index) => receivableOf(id, index + 1)));
  const { submit, check, confirm } = TRANSACTIONS.receivable;
  return [
    await ground.ready(SUPPLIER, submit, { program: PROGRAM, schedules: ids.map((id) => schedule(id, core, faces)) }),
    await ground.ready(`maker@${core}`, check, { program: PROGRAM, receivables }),
    await ground.ready(`checker@${core}`, confirm, { program: PROGRAM, receivables, undertakingDigest: DIGEST }),
  ];
}
