import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { corrupt } from './corruption';
import type { Head } from './records';
import type { Store } from './store';

const NOTE = /^(\d{16}) ([0-9a-f]{64})\n$/;
const HEIGHT_DIGITS = 16;
const OWNER_ONLY = 0o600;

/** @throws Fault UNAVAILABLE when blocks that were committed are missing from the store or differ */
export function checkAnchor(directory: string, store: Store): void {
  const noted = readNote(directory);
  if (noted === '') return;
  const [, digits, hash] = NOTE.exec(noted) ?? [];
  if (digits === undefined) throw corrupt('ANCHOR');
  const block = Number(digits) - 1;
  if (store.block(block)?.hash !== hash) throw corrupt('BLOCKS_MISSING', { block });
}

/**
 * A note outside the database of the newest block, written after the block is on disk and so never ahead of it. LevelDB
 * drops a damaged tail of its log in silence; the note tells a shortened chain from a whole one.
 */
export class Anchor {
  private readonly file: number;

  constructor(directory: string) {
    this.file = openSync(pathIn(directory), constants.O_WRONLY | constants.O_CREAT, OWNER_ONLY);
  }

  /** Notes the newest block, always in the same bytes of the file. */
  set({ height, hash }: Head): void {
    writeSync(this.file, `${String(height).padStart(HEIGHT_DIGITS, '0')} ${hash}\n`, 0);
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.file);
  }
}

function pathIn(directory: string): string {
  return join(directory, 'anchor');
}

function readNote(directory: string): string {
  try {
    return readFileSync(pathIn(directory), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
