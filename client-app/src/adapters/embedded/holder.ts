import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type FaultDetails } from '@tierline/chaincode/api';
import { writeFileAtomically } from '../localCa/atomicFile';

const COMMAND_LIMIT = 200;

/** The note beside the store that names the process which holds it. The lock itself is LevelDB's; this file only tells whose it is. */
const noteIn = (directory: string): string => join(directory, 'holder.json');

/** Names this process as the holder of a directory whose lock it has taken. `now` in milliseconds since 1970 UTC. */
export async function nameHolder(directory: string, now: number): Promise<void> {
  const command = process.argv.join(' ').slice(0, COMMAND_LIMIT);
  await writeFileAtomically(noteIn(directory), JSON.stringify({ heldBy: process.pid, command, since: new Date(now).toISOString() }));
}

/** Removes the note before the lock is given back. */
export async function forgetHolder(directory: string): Promise<void> {
  await rm(noteIn(directory), { force: true });
}

/** The refusal of a directory that another process holds: UNAVAILABLE with `heldBy` (process id), `command`, `since`. */
export async function heldByAnother(directory: string): Promise<Fault> {
  return new Fault('UNAVAILABLE', { reason: 'HELD', ...(await noteOf(directory)) });
}

async function noteOf(directory: string): Promise<FaultDetails> {
  try {
    return JSON.parse(await readFile(noteIn(directory), 'utf8')) as FaultDetails;
  } catch (error) {
    // Between taking the lock and writing the note, a holder has no name yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { heldBy: null, command: null, since: null };
    throw error;
  }
}
