import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '@tierline/chaincode/api';
import { lock } from 'proper-lockfile';
import { forgetHolder, heldByAnother, nameHolder } from '../holder';
import { readModelFault } from './sqlFaults';

/** How often the holder touches its lock. */
const TOUCH_MS = 1_000;
/** A lock that was not touched for so long is free when its holder is dead. */
const DEAD_MS = 2_000;
/** A living process of the holder's number is taken for the holder until the lock was not touched for so long. */
const SILENT_MS = 60_000;
const RETRIES = 5;
const RETRY_MS = 600;

/** Folders that this process holds: its own lock must never look old to it. */
const HELD_HERE = new Set<string>();

/** A folder that no other process may use. */
export interface HeldFolder {
  /** Whether the lock was lost to another process, for example after the machine slept. */
  readonly isLost: () => boolean;
  release(): Promise<void>;
}

/**
 * Takes a folder for this process, because a PGlite folder that two processes open loses what they write. A dead process's
 * lock is taken over after two seconds.
 * @throws Fault UNAVAILABLE {reason: 'READ_MODEL', problem: 'HELD', directory, heldBy, command, since}
 */
export async function holdFolder(directory: string, now: () => number = Date.now): Promise<HeldFolder> {
  await mkdir(directory, { recursive: true });
  if (HELD_HERE.has(directory)) throw await held(directory);
  HELD_HERE.add(directory);
  let isLost = false;
  try {
    const isLiving = await holderLives(directory);
    const release = await lock(directory, {
      lockfilePath: join(directory, 'lock'),
      stale: isLiving ? SILENT_MS : DEAD_MS,
      update: TOUCH_MS,
      retries: isLiving ? 0 : { retries: RETRIES, factor: 1, minTimeout: RETRY_MS, maxTimeout: RETRY_MS },
      onCompromised: () => (isLost = true),
    });
    await nameHolder(directory, now(), null);
    return {
      isLost: () => isLost,
      release: async () => {
        HELD_HERE.delete(directory);
        if (isLost) return;
        await forgetHolder(directory);
        await release();
      },
    };
  } catch (error) {
    HELD_HERE.delete(directory);
    throw (error as NodeJS.ErrnoException).code === 'ELOCKED' ? await held(directory) : error;
  }
}

async function holderLives(directory: string): Promise<boolean> {
  const { heldBy } = (await heldByAnother(directory)).details;
  if (typeof heldBy !== 'number' || heldBy === process.pid) return false;
  try {
    process.kill(heldBy, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function held(directory: string): Promise<Fault> {
  const { heldBy = null, command = null, since = null } = (await heldByAnother(directory)).details;
  return readModelFault('HELD', { directory, heldBy, command, since });
}
