import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServerProcess } from '../../../support/serverProcess';
import type { Ground } from './ground';

const PRELOAD = join(__dirname, 'dyingAt.js');
const TICKS_PER_SECOND = 100;
const USER_TICKS = 11;

/** Where an application's process shall kill itself, and the file that must be there. */
export interface Dying {
  readonly at: string;
  readonly when: string;
}

/** Starts an organisation's application as a process of its own. */
export function application(ground: Ground, organisation: string, dying: Dying | null = null, port = 0): ServerProcess {
  const { directory } = ground.network;
  const words = ['--ledger', 'fabric', '--org', organisation, '--network-dir', directory, '--port', String(port)];
  const environment = dying === null ? {} : { NODE_OPTIONS: `--require ${PRELOAD}`, DYING_AT: dying.at, DYING_WHEN: dying.when };
  return new ServerProcess(directory, words, environment);
}

/** How much of a processor a process has used since it began, in seconds. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TICKS]) + Number(fields[USER_TICKS + 1])) / TICKS_PER_SECOND;
}

/** What an application says of itself. */
export interface Health {
  readonly status: number;
  readonly state: string;
  /** Blocks that it has read. */
  readonly height: number;
}

/** Asks an application how it is; null while nothing answers there. */
export async function healthOf(address: string): Promise<Health | null> {
  try {
    const response = await fetch(`${address}/health/ready`);
    const { readModel } = (await response.json()) as { readonly readModel: { readonly state: string; readonly height?: number } };
    return { status: response.status, state: readModel.state, height: readModel.height ?? 0 };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
