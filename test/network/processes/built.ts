import { dirname, join } from 'node:path';

const FOLDER = join(dirname(require.resolve('@tierline/network/package.json')), 'dist');

/** The script that starts dead nodes again. */
export const SUPERVISOR_SCRIPT = join(FOLDER, 'supervisor.js');

/** A module under test, for a process of its own. */
export const scriptOf = (name: string): string => join(FOLDER, 'processes', `${name}.js`);

/** The modules under test. */
export const modules = async () => ({
  ...(await import('@tierline/network/dist/layout.js')),
  ...(await import('@tierline/network/dist/processes/processes.js')),
  ...(await import('@tierline/network/dist/processes/births.js')),
  ...(await import('@tierline/network/dist/processes/backOff.js')),
  ...(await import('@tierline/network/dist/processes/ports.js')),
  ...(await import('@tierline/network/dist/processes/ready.js')),
  ...(await import('@tierline/network/dist/processes/startSupervisor.js')),
});
