import { setTimeout as pause } from 'node:timers/promises';
import { faultIn } from '@tierline/chaincode/api';
import { BackOff } from './backOff';
import type { Processes } from './processes';
import { SUPERVISOR } from './startSupervisor';

const LOOK_MS = 250;

/**
 * Starts dead nodes again until it is told to end, or the supervisor's note is gone or names another process: so there is
 * never more than one.
 * @param say takes a line for the supervisor's log
 */
export async function supervise(processes: Processes, say: (line: string) => void, end: AbortSignal): Promise<void> {
  const backOff = new BackOff();
  let trouble = '';
  while (!end.aborted && processes.isNoted(SUPERVISOR, process.pid)) {
    const found = await look(processes, say, end, backOff);
    if (found !== '' && found !== trouble) say(found);
    trouble = found;
    await pause(LOOK_MS, undefined, { signal: end }).catch(endQuietly);
  }
}

/** What keeps it from looking after the nodes; empty when nothing does. */
async function look(processes: Processes, say: (line: string) => void, end: AbortSignal, backOff: BackOff): Promise<string> {
  try {
    for (const { name, since } of processes.fallen()) {
      if (!end.aborted && backOff.isDue(name, since, Date.now())) await revive(processes, name, since, backOff, say);
    }
    return '';
  } catch (error) {
    return `the nodes cannot be looked after: ${textOf(error)}`;
  }
}

async function revive(processes: Processes, name: string, since: string, backOff: BackOff, say: (line: string) => void): Promise<void> {
  try {
    const pid = await processes.revive(name);
    if (pid !== null) say(`${name} had died and was started again as process ${pid}`);
  } catch (error) {
    backOff.failed(name, since, Date.now());
    say(`${name} had died and cannot be started again: ${textOf(error)}`);
  }
}

function endQuietly(error: unknown): void {
  if ((error as Error).name !== 'AbortError') throw error;
}

function textOf(error: unknown): string {
  const fault = faultIn(error);
  return fault === null ? String(error) : JSON.stringify(fault.details);
}
