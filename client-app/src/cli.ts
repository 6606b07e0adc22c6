import { guardProcess } from './processGuard';

guardProcess();
void main();

/** Loads the commands after the guard is in place, runs one, and leaves with its code once everything is written. */
async function main(): Promise<void> {
  const { runTierline } = await import('./cli/run.js');
  const { askAt } = await import('./cli/askAtTerminal.js');
  const ask = askAt({ input: process.stdin, output: process.stderr });
  // Whoever reads the output may stop early, as `head` does; that is no error of this program.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await runTierline(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    environment: process.env,
    folder: process.cwd(),
    ...(ask === undefined ? {} : { ask }),
    now: Date.now,
  });
}
