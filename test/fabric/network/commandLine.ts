import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultIn } from '@tierline/chaincode/api';
import { runNetwork } from '@tierline/network/dist/commandLine';
import { explainNetwork } from '@tierline/network/dist/explain';
import { birthsOf } from '@tierline/network/dist/processes/births';

const ROOT = join(__dirname, '../../../..');
const PROGRAM = join(ROOT, 'scripts/dist/network.js');
/** Exit codes of scripts/network.ts. */
const [REFUSED, MISSING] = [2, 3];

/** What a command line printed, and how it ended. */
export interface Told {
  readonly code: number | null;
  readonly out: string;
  /** Progress, and the one line of a refusal at its end. */
  readonly err: string;
}

/** A process as `status --json` names it. */
export interface ToldNode {
  readonly name: string;
  readonly kind: string;
  readonly state: 'UP' | 'DOWN';
  readonly pid: number | null;
}

/** The network's command line, as an operator uses it, on a folder of its own. */
export class CommandLine {
  private constructor(
    /** Holds the network's folder and the files of a test. */
    readonly place: string,
    readonly directory: string,
    readonly networkFile: string,
  ) {}

  /** A folder with a network file whose ports begin where they are told. @param name of the network's folder */
  static async at(firstPort: number, name = 'a network'): Promise<CommandLine> {
    const place = await mkdtemp(join(tmpdir(), 'tierline-network-'));
    const text = await readFile(join(ROOT, 'network/network.yaml'), 'utf8');
    const networkFile = join(place, 'network.yaml');
    await writeFile(networkFile, text.replace(/firstPort: \d+/, `firstPort: ${firstPort}`));
    const line = new CommandLine(place, join(place, name), networkFile);
    await cp(join(ROOT, 'chaincode/dist'), join(line.contracts, 'dist'), { recursive: true });
    await cp(join(ROOT, 'chaincode/package.json'), join(line.contracts, 'package.json'));
    return line;
  }

  get #contracts(): readonly string[] {
    return ['--contracts', this.contracts];
  }

  /** The contracts that the network runs: a copy, which nobody builds anew meanwhile. */
  get contracts(): string {
    return join(this.place, 'contracts');
  }

  /** Writes a file of a test; answers its path. */
  async file(name: string, text: string): Promise<string> {
    const path = join(this.place, name);
    await writeFile(path, text);
    return path;
  }

  /** Runs a command to its end. */
  async run(...args: readonly string[]): Promise<Told> {
    const out: string[] = [];
    const err: string[] = [];
    const surroundings = {
      project: ROOT,
      directory: this.directory,
      environment: process.env,
      out: (text: string) => out.push(text),
      progress: (text: string) => err.push(text),
    };
    const code = await runNetwork([...args, ...this.#contracts], surroundings).catch((error: unknown) => {
      const fault = faultIn(error);
      if (fault === null) throw error;
      err.push(`${fault.code}: ${explainNetwork(fault)}`);
      return fault.code === 'UNAVAILABLE' ? MISSING : REFUSED;
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  /** The same, refusing to go on when it does not end well. @throws Error with what it printed */
  async done(...args: readonly string[]): Promise<Told> {
    const told = await this.run(...args);
    if (told.code !== 0) throw new Error(`${args.join(' ')} ended with ${told.code}: ${told.err}`);
    return told;
  }

  /** Makes the network, or goes on making it. */
  up(): Promise<Told> {
    return this.run('up', '--file', this.networkFile);
  }

  /** Starts a command in a process group of its own. */
  begin(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [PROGRAM, ...args, '--dir', this.directory, ...this.#contracts], {
      detached: true,
      cwd: this.place,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Ends a command, and what it has running for itself, as soon as it has printed something: as a power cut would. */
  async killedAt(text: string, ...args: readonly string[]): Promise<void> {
    await this.endedAt(text, 'SIGKILL', ...args);
  }

  /** The same by any signal. */
  async endedAt(text: string, signal: NodeJS.Signals, ...args: readonly string[]): Promise<Told> {
    const child = this.begin(...args);
    let wasSaid = false;
    child.stderr?.on('data', (part: Buffer) => {
      if (wasSaid || !part.toString().includes(text) || child.pid === undefined) return;
      wasSaid = true;
      process.kill(-child.pid, signal);
    });
    const told = await endOf(child);
    if (!wasSaid) throw new Error(`${args.join(' ')} ended with ${told.code} before "${text}": ${told.err}`);
    return told;
  }

  /** Every process that the network knows of. */
  async nodes(): Promise<readonly ToldNode[]> {
    const { out } = await this.run('status', '--json');
    return (JSON.parse(out) as { readonly nodes: readonly ToldNode[] }).nodes;
  }

  /** Ends everything and removes the folder. */
  async end(): Promise<void> {
    await this.done('clean');
    await rm(this.place, { recursive: true, force: true });
  }
}

/** The processes that run, by their names. */
export function pidsOf(nodes: readonly ToldNode[]): Readonly<Record<string, number>> {
  return Object.fromEntries(nodes.flatMap(({ name, pid }) => (pid === null ? [] : [[name, pid]])));
}

/** Which of the processes run: one that has ended and that nobody has asked after does not. */
export function alive(pids: readonly number[]): readonly number[] {
  return [...birthsOf(pids).keys()];
}

async function endOf(child: ChildProcess): Promise<Told> {
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: out(), err: err() };
}

function textOf(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (part: Buffer) => (text += part.toString()));
  return () => text;
}
