import { spawnSync } from 'node:child_process';

/** The text of each page of a PDF, as poppler's pdftotext reads it; null where that program is not on this machine. */
export function pdfText(bytes: Uint8Array): readonly string[] | null {
  const { error, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' });
  return error === undefined ? stdout.split('\f').slice(0, -1) : null;
}
