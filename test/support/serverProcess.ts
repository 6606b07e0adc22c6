import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM_FILE = join(__dirname, '../../../client-app/bin/tierline.js');
const PATIENCE_MS = 110_000;
const LOOK_MS = 20;

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `tierline start --dev-auth` as a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  #told = '';
  readonly #ended: Promise<Ended>;

  constructor(directory: string, words: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) {
    const { DATABASE_URL: _url, ...inherited } = process.env;
    this.#child = spawn(process.execPath, [PROGRAM_FILE, 'start', '--dev-auth', '--port', '0', '--data-dir', directory, ...words], {
      env: { ...inherited, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#told += chunk.toString('utf8');
      });
    }
    this.#ended = new Promise((resolve) => this.#child.once('close', (code, signal) => resolve({ code, signal })));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All that it has printed. */
  get told(): string {
    return this.#told;
  }

  /** Waits until it says that it is ready; answers its address. @throws Error with what it printed when it ends before */
  async ready(): Promise<string> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end && this.#child.exitCode === null && this.#child.signalCode === null;) {
      const address = /ready\s+(http:\S+)/.exec(this.#told)?.[1];
      if (address !== undefined) return address;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new Error(`the server did not become ready: ${this.#told}`);
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** Waits for its own end. */
  ended(): Promise<Ended> {
    return this.#ended;
  }
}
