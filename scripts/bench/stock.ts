import type { BenchOptions } from './options';
import { SUBMISSION, submission } from './batch';
import type { Ground } from './ground';
import { concurrently } from './timing';

/** Submissions under way at a time. */
const CALLERS = 4;
/** Submissions between two lines of progress. */
const TOLD_EVERY = 50;

/** Puts confirmed receivables on a ledger, in submissions of 200; answers how many per second. @param name begins their ids */
export async function stock(ground: Ground, receivables: number, { tell }: Pick<BenchOptions, 'tell'>, name = 'STOCK'): Promise<number> {
  const count = Math.ceil(receivables / SUBMISSION);
  const start = performance.now();
  let done = 0;
  const one = async (number: number): Promise<void> => {
    await submission(ground, `${name}-${String(number).padStart(6, '0')}`);
    done += 1;
    if (done % TOLD_EVERY === 0) tell(`  ${done * SUBMISSION} receivables`);
  };
  await concurrently(
    CALLERS,
    Array.from({ length: count }, (_, number) => () => one(number)),
  );
  return (count * SUBMISSION * 1000) / (performance.now() - start);
}
