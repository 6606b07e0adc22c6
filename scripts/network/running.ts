import { Fault } from '@tierline/chaincode/api';
import type { NodePort, OrganisationNodes } from './nodes';
import { KINDS } from './processes/nodeCommand';
import { requireFreePorts } from './processes/ports';
import type { Processes } from './processes/processes';
import type { Setting } from './setting';

/** Refuses at once when another program has one of the ports. @throws Fault UNAVAILABLE {reason: 'PORT'} or {reason: 'PORTS'} */
export async function requirePorts({ processes, nodes }: Setting, wanted: readonly NodePort[]): Promise<void> {
  const states = await processes.states();
  const own = new Set(states.filter(({ state }) => state === 'UP').flatMap(({ ports }) => ports));
  await requireFreePorts(
    wanted.filter(({ port }) => !own.has(port)),
    nodes.host,
  );
}

/** The names of the processes that run. */
export async function runningOf(processes: Processes): Promise<ReadonlySet<string>> {
  const states = await processes.states();
  return new Set(states.filter(({ state }) => state === 'UP').map(({ name }) => name));
}

/**
 * Refuses a change of the network while a node is down that must take part: every orderer, and the organisations' peers.
 * @throws Fault UNAVAILABLE {reason: 'NODES_DOWN', nodes}
 */
export async function requireRunning({ processes, nodes }: Setting, organisations: readonly OrganisationNodes[]): Promise<void> {
  const up = await runningOf(processes);
  const needed = [...nodes.orderers.map(({ name }) => name), ...organisations.map(({ peer }) => peer.name)];
  const down = needed.filter((name) => !up.has(name));
  if (down.length > 0) throw new Fault('UNAVAILABLE', { reason: 'NODES_DOWN', nodes: down });
}

/** Does something that starts nodes; when it fails, those that it started are ended again. @throws what `act` throws */
export async function orNothing<T>({ processes, progress }: Pick<Setting, 'processes' | 'progress'>, act: () => Promise<T>): Promise<T> {
  const before = await runningOf(processes);
  try {
    return await act();
  } catch (error) {
    const started = (await processes.states()).filter(({ name, state }) => state === 'UP' && !before.has(name));
    if (started.length > 0) progress(`ending the ${started.length} processes that this call has started`);
    for (const kind of KINDS) {
      await Promise.all(started.filter((each) => each.kind === kind).map(({ name }) => processes.stop(name)));
    }
    throw error;
  }
}
