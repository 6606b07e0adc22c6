import { parentPort, workerData } from 'node:worker_threads';
import { play } from './play';
import { sent, type Run } from './pool';

/** Plays one run and sends its result. */
async function main(): Promise<void> {
  parentPort?.postMessage(sent(await play(workerData as Run)), []);
}

void main();
