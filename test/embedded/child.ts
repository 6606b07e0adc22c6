import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program of this folder, run as a process of its own; what it prints is collected. */
export class Child {
  readonly process: ChildProcess;
  private readonly output: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  private readonly exit: Promise<number | null>;

  constructor(name: string, ...parameters: string[]) {
    this.process = fork(join(__dirname, `${name}.js`), parameters, { silent: true });
    this.process.stdout?.on('data', (data: Buffer) => {
      this.output.stdout += data.toString();
    });
    this.process.stderr?.on('data', (data: Buffer) => {
      this.output.stderr += data.toString();
    });
    this.exit = once(this.process, 'close').then(([code]) => code as number | null);
  }

  /** The whole lines printed so far. */
  lines(stream: 'stdout' | 'stderr' = 'stdout'): readonly string[] {
    return this.output[stream].split('\n').slice(0, -1);
  }

  /** The exit code; null when a signal ended the process. */
  ended(): Promise<number | null> {
    return this.exit;
  }

  /** Waits until so many lines are printed or the process ended. */
  async printed(count: number): Promise<void> {
    while (this.lines().length < count && this.process.exitCode === null) {
      const data = this.process.stdout === null ? Promise.resolve() : once(this.process.stdout, 'data');
      await Promise.race([data, this.exit]);
    }
  }
}
