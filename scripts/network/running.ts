import { Fault } from '@tierline/chaincode/api';
import type { OrganisationNodes } from './nodes';
import type { Setting } from './setting';

/** The ports that the network's own nodes have at this moment. */
export async function ownPorts({ processes }: Pick<Setting, 'processes'>): Promise<ReadonlySet<number>> {
  const states = await processes.states();
  return new Set(states.filter(({ state }) => state === 'UP').flatMap(({ ports }) => ports));
}

/**
 * Refuses a change of the network while a node is down that must take part: every orderer, and the organisations' peers.
 * @throws Fault UNAVAILABLE {reason: 'NODES_DOWN', nodes}
 */
export async function requireRunning({ processes, nodes }: Setting, organisations: readonly OrganisationNodes[]): Promise<void> {
  const states = await processes.states();
  const up = new Set(states.filter(({ state }) => state === 'UP').map(({ name }) => name));
  const needed = [...nodes.orderers.map(({ name }) => name), ...organisations.map(({ peer }) => peer.name)];
  const down = needed.filter((name) => !up.has(name));
  if (down.length > 0) throw new Fault('UNAVAILABLE', { reason: 'NODES_DOWN', nodes: down });
}
