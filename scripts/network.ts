import { WORDS } from './words';
import { join, resolve } from 'node:path';
import { guardProcess } from '@tierline/client-app/dist/processGuard';

guardProcess();
// Keys of a network are their owner's alone, whichever program writes them.
process.umask(0o077);

const EXIT = { refused: 2, missing: 3 } as const;
const PROJECT = join(__dirname, '../..');

/** `npm run network -- COMMAND`: see `--help`. Ends with 0, 2 (refused), 3 (something that is needed is missing) or 70 (a bug). */
async function main(): Promise<void> {
  const { faultIn } = await import('@tierline/chaincode/api');
  const { runNetwork } = await import('@tierline/network/dist/commandLine.js');
  const { explainNetwork } = await import('@tierline/network/dist/explain.js');
  const started = Date.now();
  const seconds = (): string => ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  try {
    process.exitCode = await runNetwork(WORDS, {
      project: PROJECT,
      directory: resolve(process.env['TIERLINE_NETWORK'] ?? join(PROJECT, '.tierline-network')),
      environment: process.env,
      out: (line) => console.log(line),
      progress: (line) => console.error(`${seconds()} s  ${line}`),
    });
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    console.error(`${fault.code}: ${explainNetwork(fault)}`);
    process.exitCode = fault.code === 'UNAVAILABLE' ? EXIT.missing : EXIT.refused;
  }
}

void main();
