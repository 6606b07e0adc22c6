import { join } from 'node:path';

/** The scripts are no package: their compiled files are found from the compiled tests. */
const BUILT = join(__dirname, '../../../../scripts/dist/network');

async function built<T>(file: string): Promise<T> {
  return (await import(join(BUILT, file))) as T;
}

/** The script that starts dead nodes again. */
export const SUPERVISOR_SCRIPT = join(BUILT, 'supervisor.js');

/** The modules under test. */
export const modules = async () => ({
  ...(await built<typeof import('../../../scripts/network/layout.js')>('layout.js')),
  ...(await built<typeof import('../../../scripts/network/processes/processes.js')>('processes/processes.js')),
  ...(await built<typeof import('../../../scripts/network/processes/births.js')>('processes/births.js')),
  ...(await built<typeof import('../../../scripts/network/processes/backOff.js')>('processes/backOff.js')),
  ...(await built<typeof import('../../../scripts/network/processes/ports.js')>('processes/ports.js')),
  ...(await built<typeof import('../../../scripts/network/processes/ready.js')>('processes/ready.js')),
  ...(await built<typeof import('../../../scripts/network/processes/startSupervisor.js')>('processes/startSupervisor.js')),
});
