import { parentPort, workerData } from 'node:worker_threads';
import { written, type WritingOrder } from './written';

/** What a thread does: it writes the one document that it was given, answers it, and ends. */
async function answer(): Promise<void> {
  parentPort?.postMessage(await written(workerData as WritingOrder), []);
}

void answer();
