import { existsSync, readFileSync } from 'node:fs';
import { Fault } from '@tierline/chaincode/api';
import { lockOf } from './folder';
import { unlessLocked } from './processes/lock';

/** The first finds a lock that a dead process left; the second takes it. */
const ATTEMPTS = 2;

/**
 * Does something to a network while no other command changes it. The folder must be there.
 * @throws Fault WRONG_STATE {current: 'AT_WORK', directory, pid} when one does
 */
export async function alone<T>(directory: string, act: () => Promise<T>): Promise<T> {
  const lock = lockOf(directory);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const done = await unlessLocked(lock, async () => ({ value: await act() }));
    if (done !== null) return done.value;
  }
  throw new Fault('WRONG_STATE', { current: 'AT_WORK', directory, pid: holderOf(lock) });
}

function holderOf(lock: string): number | null {
  const text = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
  return Number(/"pid":(\d+)/.exec(text)?.[1]) || null;
}
