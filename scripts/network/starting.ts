import type { NodeCommand } from './processes/nodeCommand';
import { ready } from './processes/ready';
import type { Setting } from './setting';

/** Starts a node unless it runs, and waits until it takes connections. @throws Fault UNAVAILABLE */
export async function startNode({ processes, nodes }: Setting, command: NodeCommand, port: number): Promise<void> {
  await processes.start(command);
  await ready({ name: command.name, host: nodes.host, port }, { processes });
}
