import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disguises } from './secrets';

const TIME_LIMIT_MS = 60_000;
const MAX_OUTPUT = 256 * 1024 * 1024;
/** How `grep` says that there is nothing. */
const NOTHING = 1;
const IS_NUMBER = /^[0-9]+$/;

/**
 * The secrets that lie in files, in clear or disguised; numbers only where they stand alone.
 * @param paths files, or folders with all that is below them
 */
export async function foundOnDisk(secrets: readonly string[], paths: readonly string[]): Promise<readonly string[]> {
  const numbers = secrets.filter((secret) => IS_NUMBER.test(secret));
  const texts = new Map(
    secrets.flatMap((secret) => [...(IS_NUMBER.test(secret) ? [] : [secret]), ...disguises(secret)].map((form) => [form, secret])),
  );
  const told = [
    ...(await matches(['-w'], numbers, paths)),
    ...(await matches([], [...texts.keys()], paths)).map((form) => texts.get(form) ?? form),
  ];
  return [...new Set(told)];
}

async function matches(options: readonly string[], patterns: readonly string[], paths: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-patterns-'));
  const file = join(folder, 'patterns');
  try {
    await writeFile(file, patterns.join('\n'));
    const lines = await grep(['-r', '-a', '-o', '-h', '-F', ...options, '-f', file, ...paths]);
    return [...new Set(lines.split('\n'))].filter((line) => line !== '');
  } finally {
    await rm(folder, { recursive: true });
  }
}

function grep(args: readonly string[]): Promise<string> {
  const options = { timeout: TIME_LIMIT_MS, maxBuffer: MAX_OUTPUT, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } };
  return new Promise((resolve, reject) => {
    execFile('grep', [...args], options, (error, out) => {
      if (error !== null && error.code !== NOTHING) reject(error);
      else resolve(out);
    });
  });
}
