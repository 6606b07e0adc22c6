import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const ROTATE_BYTES = 50 * 1024 * 1024;
const MAX_LINES = 10_000;
const MAX_BYTES = 1024 * 1024;

/**
 * Opens a node's log to write on at its end, and says when the node starts. A log that grew too large is kept under another
 * name (`.1`), in place of the one before it.
 */
export function openLog(path: string, firstLine: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) renameSync(path, `${path}.1`);
  const file = openSync(path, 'a', 0o600);
  writeSync(file, `--- ${firstLine}\n`);
  return file;
}

/** The last lines of a log, at most 10,000 and 1 MiB; null when there is no log. */
export function tailOf(path: string, lines: number): string | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, MAX_BYTES));
    const text = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, size - bytes.length)).toString('utf8');
    const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
    return whole
      .split('\n')
      .slice(-Math.min(Math.max(lines, 1), MAX_LINES))
      .join('\n');
  } finally {
    closeSync(file);
  }
}
