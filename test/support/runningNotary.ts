import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PROGRAM_FILE } from '../cli/commandLine';

const LOOK_MS = 20;

/** `tierline notary run` as a process of its own. */
export class RunningNotary {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  #told = '';

  /** @param words options besides */
  constructor(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [PROGRAM_FILE, 'notary', 'run', ...words], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#told += chunk.toString('utf8')));
    this.#ended = once(this.#child, 'exit');
  }

  /** All that it has told those who run it. */
  get told(): string {
    return this.#told;
  }

  /** Waits until it has told something. @throws Error with what it told when it ends before */
  async tells(expected: RegExp): Promise<void> {
    while (!expected.test(this.#told)) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new Error(`the notary ended: ${this.#told}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Ends it as nothing can prevent. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Waits for its end; answers its exit code and the signal that ended it. */
  ended(): Promise<unknown[]> {
    return this.#ended;
  }
}
