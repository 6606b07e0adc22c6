/** The middle of some figures; of an even count the mean of the two in the middle. @throws Error when there is none */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('the median of nothing');
  return (lower + upper) / 2;
}

/** How long work takes, in milliseconds. */
export async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How much of the processor work takes in this process, in milliseconds: the same on a busy machine as on a quiet one, or nearly. */
export async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Does every job, at most so many at a time; a failing job fails all. */
export async function concurrently(callers: number, jobs: readonly (() => Promise<unknown>)[]): Promise<void> {
  const rest = jobs.values();
  const caller = async (): Promise<void> => {
    for (const job of rest) await job();
  };
  await Promise.all(Array.from({ length: Math.min(callers, jobs.length) }, caller));
}

/** Jobs done per second by so many callers at a time. */
export async function perSecond(callers: number, jobs: readonly (() => Promise<unknown>)[]): Promise<number> {
  return (jobs.length * 1000) / (await elapsedMs(() => concurrently(callers, jobs)));
}

/** The figure that so many per cent of all do not exceed. @throws Error when there is none */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (found === undefined) throw new Error('the percentile of nothing');
  return found;
}
