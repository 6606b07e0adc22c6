import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { isDiskFull, PGLITE_PARAMETERS, PGLITE_VERSION } from './pgliteSettings';
import { readModelFault } from './sqlFaults';
import { VALUES } from './values';

const MAKE_TIMEOUT_MS = 120_000;
const NAME = 'pgdata';

/**
 * Opens the PGlite folder within a directory that this process holds, and makes it where there is none.
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem: 'DAMAGED', directory}; {problem: 'OTHER_VERSION', directory, have, know};
 *   {problem: 'DISK_FULL', directory}
 */
export async function openPglite(directory: string): Promise<PGlite> {
  const folder = join(directory, NAME);
  await discardHalfMade(directory);
  if (!existsSync(folder)) await make(directory, folder);
  await requireVersion(directory, folder);
  try {
    return await PGlite.create({ dataDir: folder, startParams: PGLITE_PARAMETERS, parsers: VALUES });
  } catch (error) {
    throw readModelFault(isDiskFull(error) ? 'DISK_FULL' : 'DAMAGED', { directory });
  }
}

/** Removes the folder within a directory that this process holds: everything in it can be read again from the ledger. */
export async function discardPglite(directory: string): Promise<void> {
  await rm(join(directory, NAME), { recursive: true, force: true });
}

/** Removes what starts left that were broken off: as far as the process that each of them began there does not write any more. */
async function discardHalfMade(directory: string): Promise<void> {
  for (const left of await readdir(directory)) {
    if (!left.startsWith(`${NAME}.`)) continue;
    await rm(join(directory, left), { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY') throw error;
    });
  }
}

/** Makes the folder beside its place, so that a crash leaves none rather than half of one. */
async function make(directory: string, folder: string): Promise<void> {
  const beside = `${folder}.${randomUUID()}`;
  const failure = await new Promise<string | null>((resolve) => {
    execFile(process.execPath, [join(__dirname, 'makeFolder.js'), beside], { timeout: MAKE_TIMEOUT_MS }, (error, stdout) =>
      resolve(error === null ? null : stdout),
    );
  });
  if (failure === null) return rename(beside, folder);
  await rm(beside, { recursive: true, force: true });
  throw readModelFault(failure.includes('DISK_FULL') ? 'DISK_FULL' : 'NOT_MADE', { directory });
}

async function requireVersion(directory: string, folder: string): Promise<void> {
  const file = join(folder, 'PG_VERSION');
  const have = existsSync(file) ? (await readFile(file, 'utf8')).trim() : null;
  if (have === null) throw readModelFault('DAMAGED', { directory });
  if (have !== PGLITE_VERSION) throw readModelFault('OTHER_VERSION', { directory, have, know: PGLITE_VERSION });
}
