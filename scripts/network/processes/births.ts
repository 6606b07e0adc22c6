import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** For each process that runs, when it began: a text that no other process of the same id can have. */
export type Births = ReadonlyMap<number, string>;

/** Of the fields after the program's name in /proc/PID/stat: its state, its threads, and the clock ticks from boot to its start. */
const STATE = 0;
const THREADS = 17;
const START = 19;
const IS_DEAD = /^[ZX]/;
const PS_LIMIT_MS = 5_000;

/** Which of the processes run, and since when. A process that ended and that nobody has asked after yet does not run. */
export function birthsOf(pids: readonly number[]): Births {
  if (pids.length === 0) return new Map();
  return existsSync('/proc/self/stat') ? birthsByProc(pids) : birthsByPs(pids);
}

let boot: string | null = null;

/** Clock ticks count from the boot: this tells one boot from another. */
function bootOf(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

function birthsByProc(pids: readonly number[]): Births {
  const births = new Map<number, string>();
  for (const pid of pids) {
    const stat = statOf(pid);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const start = fields[START];
    if (start !== undefined && !hasEnded(fields)) births.set(pid, `${bootOf()} ${start}`);
  }
  return births;
}

/** While a last thread of it ends, a dead process still has its ports. */
function hasEnded(fields: readonly string[]): boolean {
  return IS_DEAD.test(fields[STATE] ?? '') && Number(fields[THREADS] ?? 0) <= 1;
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    // ESRCH: it ended while its file was read.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

/** The same where there is no /proc; to the second. */
export function birthsByPs(pids: readonly number[]): Births {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=,lstart=', '-p', pids.join(',')], {
    encoding: 'utf8',
    timeout: PS_LIMIT_MS,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  const rows = [...stdout.matchAll(/^\s*(\d+)\s+(\S+)\s+(.+?)\s*$/gm)].filter(([, , state = '']) => !IS_DEAD.test(state));
  return new Map(rows.map(([, pid, , start = '']) => [Number(pid), start]));
}
