import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault } from '@tierline/chaincode/api';
import { CallGate } from '../callGate';
import type { WritingOrder } from './written';

/** Documents that are written at a time, at most. */
export const MAX_WRITTEN = 4;
/** A document that takes longer is given up, milliseconds. */
const LONGEST_MS = 60_000;
const MAX_MEMORY_MB = 512;

/** Writes large documents, each in a thread of its own: they take seconds, and the server has others to answer. */
export class Press {
  readonly #gate = new CallGate(MAX_WRITTEN, null);

  /** Writes a document. @throws Fault UNAVAILABLE {reason: 'QUEUE_FULL' | 'WRITING'} when too many are written, or it takes too long */
  write(order: WritingOrder): Promise<Uint8Array> {
    return this.#gate.admitted(async () => {
      const worker = new Worker(join(__dirname, 'documentThread.js'), {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
      });
      try {
        const [bytes] = (await once(worker, 'message', { signal: AbortSignal.timeout(LONGEST_MS) })) as [Uint8Array];
        return bytes;
      } catch (error) {
        throw error instanceof Error && error.name === 'AbortError' ? new Fault('UNAVAILABLE', { reason: 'WRITING' }) : error;
      } finally {
        await worker.terminate();
      }
    });
  }
}
