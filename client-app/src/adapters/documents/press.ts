import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault } from '@tierline/chaincode/api';
import { CallGate } from '../callGate';
import type { PrintOrder } from './pdfWorker';

/** Papers that are printed at a time, at most. */
export const MAX_PRINTED = 4;
/** A paper that takes longer is given up, milliseconds. */
const LONGEST_MS = 60_000;
const MAX_MEMORY_MB = 512;

/** Prints papers, each in a thread of its own. */
export class Press {
  readonly #gate = new CallGate(MAX_PRINTED, null);

  /** Prints a paper. @throws Fault UNAVAILABLE {reason: 'QUEUE_FULL' | 'PRINTING'} when too many are printed, or it takes too long */
  print(order: PrintOrder): Promise<Uint8Array> {
    return this.#gate.admitted(async () => {
      const worker = new Worker(join(__dirname, 'pdfWorker.js'), {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
      });
      try {
        const [bytes] = (await once(worker, 'message', { signal: AbortSignal.timeout(LONGEST_MS) })) as [Uint8Array];
        return bytes;
      } catch (error) {
        throw error instanceof Error && error.name === 'AbortError' ? new Fault('UNAVAILABLE', { reason: 'PRINTING' }) : error;
      } finally {
        await worker.terminate();
      }
    });
  }
}
