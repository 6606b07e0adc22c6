import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Layout } from '@tierline/network/dist/layout';
import type { NodeCommand } from '@tierline/network/dist/processes/nodeCommand';
import type { Note } from '@tierline/network/dist/processes/notes';
import type { Processes } from '@tierline/network/dist/processes/processes';
import { modules } from './built';

/** Writes its process id down, listens where it is told, and does as its life says. */
const NODE = `
const { appendFileSync } = require('node:fs');
const [file, life, ...ports] = process.argv.slice(2);
appendFileSync(file, process.pid + '\\n');
if (life === 'DIES') { console.error('cannot go on'); process.exit(1); }
if (life === 'DEAF') process.on('SIGTERM', () => {});
for (const port of life === 'MUTE' ? [] : ports)
  require('node:net').createServer((socket) => socket.end()).listen(Number(port), '127.0.0.1', () => console.log('listens'));
setInterval(() => {}, 1000);
`;

/** How a node of the tests lives. */
export type Life = 'LISTENS' | 'DIES' | 'DEAF' | 'MUTE';

/** Processes in a folder of their own. */
export class SmallNetwork {
  private constructor(
    readonly layout: Layout,
    readonly processes: Processes,
    private readonly runs: (pid: number) => boolean,
  ) {}

  static async make(): Promise<SmallNetwork> {
    const { Layout, Processes, birthsOf } = await modules();
    const layout = new Layout(mkdtempSync(join(tmpdir(), 'tierline-processes-')));
    writeFileSync(join(layout.directory, 'node.js'), NODE);
    return new SmallNetwork(layout, new Processes(layout), (pid) => birthsOf([pid]).has(pid));
  }

  /** How a node is started that takes the ports and lives so. */
  command(name: string, ports: readonly number[], life: Life = 'LISTENS', more: Partial<NodeCommand> = {}): NodeCommand {
    const { directory } = this.layout;
    const args = [join(directory, 'node.js'), join(directory, `${name}.pids`), life, ...ports.map(String)];
    return {
      name,
      kind: 'chaincode',
      program: process.execPath,
      args,
      environment: {},
      folder: directory,
      ports,
      restarts: false,
      ...more,
    };
  }

  /** Every process that ever ran as the node, in order. */
  pidsOf(name: string): readonly number[] {
    const file = join(this.layout.directory, `${name}.pids`);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number) : [];
  }

  /** Of all processes that ever ran as the node, those that run. */
  alive(name: string): readonly number[] {
    return this.pidsOf(name).filter(this.runs);
  }

  noteFile(name: string): string {
    return join(this.layout.run, `${name}.json`);
  }

  noteOf(name: string): Note {
    return JSON.parse(readFileSync(this.noteFile(name), 'utf8')) as Note;
  }

  /** Changes what is written down about a node. */
  forge(name: string, change: Partial<Note>): void {
    const file = join(this.layout.directory, 'forged');
    writeFileSync(file, JSON.stringify({ ...this.noteOf(name), ...change }));
    renameSync(file, this.noteFile(name));
  }

  /** Ends every process, those too that a failing test left behind. */
  async end(): Promise<void> {
    await this.processes.stopAll();
    for (const pid of this.#left()) process.kill(pid, 'SIGKILL');
    rmSync(this.layout.directory, { recursive: true, force: true });
  }

  /** Processes whose command names the folder of this network, which no other has. */
  #left(): readonly number[] {
    const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(this.layout.directory)).map((line) => Number.parseInt(line, 10));
  }
}

/** Ports that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Waits until it holds. @returns the milliseconds that it took; throws when they are more than the limit */
export async function until(holds: () => boolean | Promise<boolean>, limitMs: number): Promise<number> {
  const begun = Date.now();
  while (!(await holds())) {
    if (Date.now() - begun > limitMs) throw new Error(`not so after ${limitMs} ms`);
    await pause(10);
  }
  return Date.now() - begun;
}
