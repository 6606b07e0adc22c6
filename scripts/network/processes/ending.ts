import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import { isRunning, type Note } from './notes';

const LOOK_MS = 20;
/** How long the system may take to end a process that was killed. */
const KILLED_MS = 10_000;

/** Asks a process and its group to end, and ends it when it has not after the grace. @throws Fault UNAVAILABLE {reason, node, pid} */
export async function end(note: Note, graceMs: number): Promise<void> {
  signal(note, 'SIGTERM');
  if (!(await isGone(note, graceMs))) await endAtOnce(note);
}

/** Ends a process and its group. @throws Fault UNAVAILABLE {reason, node, pid} when it stays all the same */
export async function endAtOnce(note: Note): Promise<void> {
  signal(note, 'SIGKILL');
  if (!(await isGone(note, KILLED_MS)))
    throw new Fault('UNAVAILABLE', { reason: 'NODE_STAYS', node: note.command.name, pid: note.pid, mend: 'end it by hand' });
}

/** Never to another process that got the same id. */
function signal(note: Note, name: NodeJS.Signals): void {
  if (!isRunning(note)) return;
  try {
    process.kill(-note.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isGone(note: Note, limitMs: number): Promise<boolean> {
  for (const limit = Date.now() + limitMs; isRunning(note); await pause(LOOK_MS)) if (Date.now() > limit) return false;
  return true;
}
