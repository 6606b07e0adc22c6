import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SimulationFailure, type FailureKind } from './failure';
import type { Found, Result } from './play';
import { Tally } from './tally';

/** What one worker plays. */
export interface Run {
  readonly seed: number;
  readonly operations: number;
}

/** A result as it crosses from one thread to another. */
export type Sent = Omit<Result, 'tally' | 'found'> & {
  readonly counts: ReturnType<Tally['entries']>;
  readonly found:
    (Omit<Found, 'failure'> & { readonly failure: { readonly kind: FailureKind; readonly what: string; readonly told: string } }) | null;
};

const WORKER = join(__dirname, 'worker.js');

/** A result ready to cross. */
export function sent({ tally, found, ...result }: Result): Sent {
  if (found === null) return { ...result, counts: tally.entries(), found };
  const { kind, what, told } = found.failure;
  return { ...result, counts: tally.entries(), found: { ...found, failure: { kind, what, told } } };
}

function received({ counts, found, ...result }: Sent): Result {
  const tally = Tally.of(counts);
  if (found === null) return { ...result, tally, found };
  const { kind, what, told } = found.failure;
  return { ...result, tally, found: { ...found, failure: new SimulationFailure(kind, what, told) } };
}

function playedInWorker(run: Run): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: run });
    worker.once('message', (message: Sent) => resolve(received(message)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the worker of seed ${run.seed} ended with code ${code}`)));
  });
}

/** Plays runs in threads of their own, so many at once and in their order; answers each one's result when it is there. */
export function playAll(runs: readonly Run[], atOnce: number): readonly Promise<Result>[] {
  const lanes: Promise<unknown>[] = [];
  return runs.map((run, index) => {
    const result = (lanes[index % atOnce] ?? Promise.resolve()).then(() => playedInWorker(run));
    lanes[index % atOnce] = result.catch(() => undefined);
    return result;
  });
}
