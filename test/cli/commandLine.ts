import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTierline } from '@tierline/client-app/dist/cli/run';

/** The program as people start it. */
export const PROGRAM_FILE = join(__dirname, '../../../client-app/bin/tierline.js');

/** What a command line left behind. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real program as a process of its own. */
export function tierline(directory: string, ...words: readonly string[]): Promise<Ran> {
  const { TIERLINE_AS: _as, ...environment } = process.env;
  const child = spawn(process.execPath, [PROGRAM_FILE, ...words], { env: { ...environment, TIERLINE_DIR: directory } });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: out.join(''), err: err.join('') }));
  });
}

/** Runs the real program in another working folder; answers all that it printed. */
export async function tierlineIn(folder: string, words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM_FILE, ...words], { cwd: folder });
  const told: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => told.push(chunk.toString('utf8')));
  await once(child, 'close');
  return told.join('');
}

/** Runs a command line within this process: the same program, without its start. */
export async function inProcess(directory: string, ...words: readonly string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runTierline(words, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    environment: { TIERLINE_DIR: directory },
    folder: process.cwd(),
    now: Date.now,
  });
  return { code, out: out.join(''), err: err.join('') };
}

/** The JSON document that a command printed. */
export function jsonOf({ out }: Ran): Record<string, unknown> {
  return JSON.parse(out) as Record<string, unknown>;
}

/** A folder that is gone after the test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'tierline-cli-'));

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
