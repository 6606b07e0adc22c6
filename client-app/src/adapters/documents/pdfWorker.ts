import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from '../../ports/documents';
import type { PaperFonts } from './fonts';
import { pdfOf } from './pdf';

/** What a press is given. */
export interface PrintOrder {
  readonly paper: Paper;
  readonly fonts: PaperFonts;
}

/** Prints one paper and ends: printing takes a thread for some tenths of a second, and the server has others to answer. */
async function print({ paper, fonts }: PrintOrder): Promise<void> {
  parentPort?.postMessage(await pdfOf(paper, fonts), []);
}

void print(workerData as PrintOrder);
