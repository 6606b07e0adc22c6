import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Fault } from '@tierline/chaincode/api';
import type { ImportedFile } from '../import/importedFile';
import type { OwnParty } from '../import/parties';
import { readBytesForLedger, type ReadBytesOptions } from './readForLedger';

/** The most memory that the reading of one file may take. */
const MAX_HEAP_MB = 768;

/** How a file is read aside. */
export interface ReadAsideOptions extends Omit<ReadBytesOptions, 'own'> {
  /** The company of the file's own side, where the file has no column for it. */
  readonly own: OwnParty;
}

interface Given {
  readonly bytes: Uint8Array;
  readonly options: ReadAsideOptions;
}

/**
 * Reads a receivables file in a thread of its own, so that a large one keeps nobody else waiting.
 * @throws Fault naming the file, what is wrong and how to mend it
 */
export function readAside(bytes: Uint8Array, options: ReadAsideOptions): Promise<ImportedFile> {
  return new Promise((resolve, reject) => {
    const given: Given = { bytes, options };
    const worker = new Worker(__filename, { workerData: given, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(options) : error));
    worker.once('exit', () => reject(new Error('the reading of a file ended without an answer')));
  });
}

const tooLarge = ({ fileName: file }: ReadAsideOptions): Fault =>
  new Fault('MALFORMED', { file, field: 'file', reason: 'it takes more memory than there is', mend: 'split it into smaller files' });

if (!isMainThread && parentPort !== null) {
  const { bytes, options } = workerData as Given;
  parentPort.postMessage(readBytesForLedger(bytes, { ...options, own: () => options.own }), []);
}
