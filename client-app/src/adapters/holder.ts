import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, type FaultDetails } from '@tierline/chaincode/api';
import { writeFileAtomically } from './localCa/atomicFile';

const COMMAND_LIMIT = 200;

/** The note beside the store that names the process which holds it. The lock itself is LevelDB's; this file only tells whose it is. */
const noteIn = (directory: string): string => join(directory, 'holder.json');

/** Where the holder of a directory takes commands of those who may read the note. */
export interface Door {
  /** `http://host:port`. */
  readonly address: string;
  /** What a command must show: 32 random bytes, hex. */
  readonly secret: string;
}

/**
 * Names this process as the holder of a directory whose lock it has taken. Only its owner may read the note.
 * @param sinceMs milliseconds since 1970 UTC
 * @param door null for a process that serves nobody
 */
export async function nameHolder(directory: string, sinceMs: number, door: Door | null): Promise<void> {
  const command = process.argv.join(' ').slice(0, COMMAND_LIMIT);
  const note = { heldBy: process.pid, command, since: new Date(sinceMs).toISOString(), ...door };
  await writeFileAtomically(noteIn(directory), JSON.stringify(note));
}

/** Removes the note before the lock is given back. */
export async function forgetHolder(directory: string): Promise<void> {
  await rm(noteIn(directory), { force: true });
}

/** The refusal of a directory that another process holds: UNAVAILABLE with `heldBy` (process id), `command`, `since`, `address`. */
export async function heldByAnother(directory: string): Promise<Fault> {
  const { secret: _secret, ...note } = await noteOf(directory);
  return new Fault('UNAVAILABLE', { reason: 'HELD', ...note });
}

/** Where the process that holds the directory takes commands; null when it does not. */
export async function doorOf(directory: string): Promise<Door | null> {
  const { address, secret } = await noteOf(directory);
  return typeof address === 'string' && typeof secret === 'string' ? { address, secret } : null;
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
