import { once } from 'node:events';
import { createServer } from 'node:net';
import { Fault } from '@tierline/chaincode/api';
import { holderOf } from './portHolder';

/** A port, and the node that wants it. */
export interface WantedPort {
  readonly port: number;
  readonly node: string;
}

/** A port that cannot be had. */
export interface BusyPort extends WantedPort {
  /** Another node, or a process; null where the system does not tell. */
  readonly heldBy: string | null;
}

/** Most ports that are asked about at once. */
const MAX_PORTS = 10_000;
const MEND = 'end that program, or give the network another fabric.firstPort';

/**
 * Nothing when every port can be listened on. Ports of nodes that run already are the caller's to leave out.
 * @throws Fault UNAVAILABLE {reason: 'PORT', port, node, heldBy, mend} for one; {reason: 'PORTS', busy, mend} for several
 */
export async function requireFreePorts(wanted: readonly WantedPort[], host: string): Promise<void> {
  if (wanted.length > MAX_PORTS) throw new Fault('MALFORMED', { field: 'ports', limit: MAX_PORTS });
  const busy: BusyPort[] = [];
  for (const { port, node } of wanted) if (!(await isFree(port, host))) busy.push({ port, node, heldBy: holderOf(port) });
  const [first] = busy;
  if (first === undefined) return;
  if (busy.length === 1) throw new Fault('UNAVAILABLE', { reason: 'PORT', ...first, mend: MEND });
  throw new Fault('UNAVAILABLE', { reason: 'PORTS', busy: busy.map((each) => ({ ...each })), mend: MEND });
}

/** @throws Fault UNAVAILABLE {file, reason} when the machine has no such address */
async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw new Fault('UNAVAILABLE', { reason: 'ADDRESS', host, port, mend: 'give the network a fabric.host of this machine' });
  }
}
