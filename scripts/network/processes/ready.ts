import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import type { NodeState } from './nodeCommand';
import type { Processes } from './processes';

/** A node, and where it will answer. */
export interface Awaited {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

const LIMIT_MS = 30_000;
const LOOK_MS = 50;
const CONNECT_MS = 1_000;
const LINES_TOLD = 5;
const CHARACTERS_TOLD = 300;

/**
 * Waits until a node takes connections.
 * @throws Fault UNAVAILABLE {reason: 'NODE_DIED', node, lines} as soon as its process ended; {reason: 'NODE_SILENT', node,
 *   port, seconds, lines} after the time limit; `lines` are the last of its log; NOT_FOUND for a node that never
 *   ran
 */
export async function ready(
  { name, host, port }: Awaited,
  { processes, limitMs = LIMIT_MS }: { readonly processes: Processes; readonly limitMs?: number },
): Promise<void> {
  const first = await stateOf(processes, name);
  for (const limit = Date.now() + limitMs; ; await pause(LOOK_MS)) {
    const takes = await takesConnections(host, port);
    const now = await stateOf(processes, name);
    // One that was started again has died as well.
    if (now?.pid === undefined || now.pid === null || now.pid !== first?.pid)
      throw new Fault('UNAVAILABLE', { reason: 'NODE_DIED', node: name, lines: await lastLines(processes, name) });
    if (takes) return;
    if (Date.now() > limit) {
      const lines = await lastLines(processes, name);
      throw new Fault('UNAVAILABLE', { reason: 'NODE_SILENT', node: name, port, seconds: limitMs / 1_000, lines });
    }
  }
}

async function stateOf(processes: Processes, name: string): Promise<NodeState | undefined> {
  return (await processes.states()).find((each) => each.name === name);
}

async function lastLines(processes: Processes, name: string): Promise<readonly string[]> {
  const text = await processes.tail(name, LINES_TOLD);
  return text.split('\n').map((line) => line.slice(0, CHARACTERS_TOLD));
}

async function takesConnections(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
    return true;
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    if (code === undefined && name !== 'AbortError') throw error;
    return false;
  } finally {
    socket.destroy();
  }
}
