import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { batchTree, type FactsEntry } from './tree';

/** So many entries take some milliseconds, less than the start of a thread. */
const FEW = 200;
/** A thread's memory for the largest batch, and as much again. */
const MAX_HEAP_MB = 256;

/** The root over the entries of a batch; of many in a thread of its own, so that the ledger's work goes on meanwhile. */
export function rootOf(entries: readonly FactsEntry[]): Promise<string> {
  if (entries.length <= FEW) return Promise.resolve(batchTree(entries).root);
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: entries, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread of a root ended without it')));
  });
}

// Only as the thread of this file: others import it in threads of theirs.
if (!isMainThread && parentPort !== null && require.main === module) parentPort.postMessage(batchTree(workerData as FactsEntry[]).root, []);
