import { existsSync, readFileSync } from 'node:fs';
import type { Setting } from '@tierline/network/dist/setting';

/** The kernel counts a process's time in hundredths of a second. */
const TICK_MS = 10;
/** Fields of a process's line after its name: the time that it and the kernel for it took. */
const [USER, SYSTEM] = [11, 12] as const;

/** Processor time, in milliseconds, that every node and this process take for some work. */
export async function cpuMsOf({ processes }: Pick<Setting, 'processes'>, work: () => Promise<unknown>): Promise<number> {
  const before = await taken(processes);
  await work();
  return (await taken(processes)) - before;
}

async function taken(processes: Setting['processes']): Promise<number> {
  const states = await processes.states();
  const { user, system } = process.cpuUsage();
  return states.reduce((total, { pid }) => total + (pid === null ? 0 : takenBy(pid)), (user + system) / 1_000);
}

function takenBy(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS;
}
