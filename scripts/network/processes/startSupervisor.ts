import { dirname, join } from 'node:path';
import type { Layout } from '../layout';
import type { Processes } from './processes';

/** What its process is called. */
export const SUPERVISOR = 'supervisor';

/** Starts the process that starts dead nodes again, unless it runs already. @throws as {@link Processes.start} */
export async function startSupervisor(processes: Processes, { directory }: Pick<Layout, 'directory'>): Promise<void> {
  const program = join(dirname(__dirname), 'supervisor.js');
  await processes.start({
    name: SUPERVISOR,
    kind: 'supervisor',
    program: process.execPath,
    args: [program, directory],
    environment: {},
    folder: directory,
    ports: [],
    restarts: false,
  });
}
