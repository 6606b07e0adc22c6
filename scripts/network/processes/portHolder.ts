import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** In /proc/net/tcp: the address with the port in hexadecimal, the state LISTEN, and the socket's number. */
const LISTENING = '0A';
/** Processes that are looked at. */
const MAX_PROCESSES = 10_000;

/** The process that listens on a port: `process 4711 (node)`; null where the system does not tell, as of another user's. */
export function holderOf(port: number): string | null {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)));
  if (sockets.size === 0) return null;
  const pid = entriesOf('/proc')
    .filter((name) => /^\d+$/.test(name))
    .slice(0, MAX_PROCESSES)
    .find((each) => entriesOf(`/proc/${each}/fd`).some((fd) => sockets.has(read(() => readlinkSync(`/proc/${each}/fd/${fd}`)))));
  return pid === undefined ? null : `process ${pid} (${read(() => readFileSync(`/proc/${pid}/comm`, 'utf8')).trim()})`;
}

function listeners(table: string, port: number): readonly string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(() => readFileSync(table, 'utf8'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address = '', , state]) => address.endsWith(end) && state === LISTENING)
    .map((fields) => `socket:[${fields[9] ?? ''}]`);
}

function entriesOf(folder: string): readonly string[] {
  return read(() => readdirSync(folder).join('\n'))
    .split('\n')
    .filter((name) => name !== '');
}

/** Empty where it may not be read, or is gone. */
function read(act: () => string): string {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return '';
  }
}
