import { Fault } from '@tierline/chaincode/api';
import type { Layout } from '../layout';
import { birthsOf } from './births';
import { end, endAtOnce } from './ending';
import { unlessLocked, withLock } from './lock';
import { tailOf } from './logs';
import { checkCommand, KINDS, nodeName, sameCommand, type NodeCommand, type NodeState } from './nodeCommand';
import { isRunning, Notes, type Note } from './notes';
import { requireFreePorts } from './ports';
import { spawnNode } from './spawnNode';

/** How long a node may take to end by itself. */
const GRACE_MS = 10_000;
const LOOPBACK = '127.0.0.1';

export type { NodeCommand, NodeState } from './nodeCommand';

/**
 * The processes of a network on this machine. They outlive whoever starts them; what is known of them lies in notes on disk,
 * so that another command line goes on from there. A process is only ever ended when its note names it and it is the one
 * that was started.
 */
export class Processes {
  readonly #notes: Notes;

  constructor(private readonly layout: Pick<Layout, 'run' | 'logOf'>) {
    this.#notes = new Notes(layout.run);
  }

  /**
   * Starts a node; nothing when it runs by the same command already, and again when it runs by another.
   * @returns `fresh` when it was started now
   * @throws Fault UNAVAILABLE {reason: 'PORT'} or {reason: 'PORTS'} as {@link requireFreePorts}; {file, reason}; MALFORMED
   */
  async start(command: NodeCommand): Promise<{ readonly pid: number; readonly fresh: boolean }> {
    checkCommand(command);
    return withLock(this.#notes.lockOf(command.name), async () => {
      const note = this.#notes.read(command.name);
      if (note !== null && isRunning(note)) {
        if (sameCommand(note.command, command)) return { pid: note.pid, fresh: false };
        await end(note, GRACE_MS);
      }
      this.#notes.remove(command.name);
      return { pid: await this.#spawn(command, 0), fresh: true };
    });
  }

  /**
   * Stops a node, and the supervisor lets it be.
   * @returns when it is gone: false when it did not run
   * @throws Fault UNAVAILABLE {reason: 'NODE_STAYS', node, pid}
   */
  async stop(name: string, { graceMs = GRACE_MS }: { readonly graceMs?: number } = {}): Promise<boolean> {
    return withLock(this.#notes.lockOf(name), async () => {
      const note = this.#notes.read(name);
      const ran = note !== null && isRunning(note);
      if (ran) await end(note, graceMs);
      this.#notes.remove(name);
      return ran;
    });
  }

  /** Ends a node as a crash would; the supervisor starts it again if its command says so. @returns its process id, null when it did not run */
  async kill(name: string): Promise<number | null> {
    const note = this.#notes.read(name);
    if (note === null || !isRunning(note)) return null;
    await endAtOnce(note);
    return note.pid;
  }

  /** Every node that was started and not stopped, in the order of their names. */
  states(): Promise<readonly NodeState[]> {
    const notes = this.#notes.all();
    const births = birthsOf(notes.map(({ pid }) => pid));
    return Promise.resolve(notes.map((note) => stateOf(note, births.get(note.pid) === note.birth)));
  }

  /** Stops everything: what restarts others first, what others depend on last. @returns the names of those that ran */
  async stopAll(): Promise<readonly string[]> {
    const stopped: string[] = [];
    for (const kind of KINDS) {
      const names = this.#notes.all().flatMap(({ command }) => (command.kind === kind ? [command.name] : []));
      const ran = await Promise.all(names.map((name) => this.stop(name)));
      stopped.push(...names.filter((_name, index) => ran[index]));
    }
    return stopped;
  }

  /** The last lines of a node's log. @throws Fault NOT_FOUND {field, value} when it never ran */
  tail(name: string, lines: number): Promise<string> {
    const text = tailOf(this.layout.logOf(nodeName(name)), lines);
    return text === null ? Promise.reject(new Fault('NOT_FOUND', { field: 'node', value: name })) : Promise.resolve(text);
  }

  /** Nodes that died and are to run. `since` is when they were started last. */
  fallen(): readonly { readonly name: string; readonly since: string }[] {
    const notes = this.#notes.all().filter(({ command }) => command.restarts);
    const births = birthsOf(notes.map(({ pid }) => pid));
    return notes.flatMap(({ command, pid, birth, since }) => (births.get(pid) === birth ? [] : [{ name: command.name, since }]));
  }

  /**
   * Starts a node that died by the command that it had.
   * @returns its process id; null when it was stopped or started meanwhile, or somebody is at it
   * @throws as {@link start}
   */
  async revive(name: string): Promise<number | null> {
    return unlessLocked(this.#notes.lockOf(name), async () => {
      const note = this.#notes.read(name);
      return note === null || isRunning(note) ? null : this.#spawn(note.command, note.restarts + 1);
    });
  }

  /** Whether a process is the one that the note of this name is about. */
  isNoted(name: string, pid: number): boolean {
    const note = this.#notes.read(name);
    return note !== null && note.pid === pid && isRunning(note);
  }

  async #spawn(command: NodeCommand, restarts: number): Promise<number> {
    const { name: node, host = LOOPBACK, ports } = command;
    await requireFreePorts(
      ports.map((port) => ({ port, node })),
      host,
    );
    const since = new Date().toISOString();
    return spawnNode(command, this.layout.logOf(node), (born) => this.#notes.write({ command, ...born, since, restarts }));
  }
}

function stateOf({ command: { name, kind, ports }, pid, since, restarts }: Note, runs: boolean): NodeState {
  return { name, kind, pid: runs ? pid : null, state: runs ? 'UP' : 'DOWN', since, restarts, ports };
}
