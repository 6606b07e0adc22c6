import { Fault, type Msp } from '@tierline/chaincode/api';
import { deployedOf, ownChaincode, serve, serviceName } from './chaincode';
import { authorityCommand, ordererCommand, peerCommand } from './commands';
import { ORDERER_MSP, type Nodes } from './nodes';
import type { NodeCommand } from './processes/nodeCommand';
import type { Processes } from './processes/processes';
import { SUPERVISOR } from './processes/startSupervisor';
import type { Setting } from './setting';
import { startNode } from './starting';

/** Starts one node that is down, and waits until it takes connections. @throws Fault NOT_FOUND {kind: 'node', id, known} */
export async function startNamed(setting: Setting, name: string): Promise<void> {
  const command = commandsOf(setting).find((each) => each.name === name);
  if (command !== undefined) await startNode(setting, command, command.ports[0] ?? 0);
  else await startService(setting, name);
}

/** Orderers, peers and authorities; the first port of each is the one that it is spoken to by. */
function commandsOf(setting: Setting): readonly NodeCommand[] {
  return [...serving(setting), ...authorities(setting)];
}

/** How the orderers and peers are started. */
export function serving(setting: Setting): readonly NodeCommand[] {
  const { orderers, organisations } = setting.nodes;
  return [
    ...orderers.map((orderer) => ordererCommand(setting, orderer)),
    ...organisations.map((organisation) => peerCommand(setting, organisation)),
  ];
}

function authorities(setting: Setting): readonly NodeCommand[] {
  const { authority, organisations } = setting.nodes;
  const all: readonly (readonly [Msp, typeof authority])[] = [
    [ORDERER_MSP, authority],
    ...organisations.map((each) => [each.msp, each.authority] as const),
  ];
  return all.map(([msp, node]) => authorityCommand(setting, msp, node));
}

async function startService(setting: Setting, name: string): Promise<void> {
  const chaincode = ownChaincode(setting);
  const build = await deployedOf(setting, chaincode.name);
  const organisation = setting.nodes.organisations.find((each) => build !== null && serviceName(chaincode, each, build) === name);
  if (build === null || organisation === undefined) throw unknownNode(name, namesOf(setting.nodes, build?.build ?? null));
  await serve(setting, organisation, chaincode, build);
}

/** Every node that a network has. @param build of the chaincode that is deployed; null before */
export function namesOf({ orderers, authority, organisations }: Nodes, build: number | null): readonly string[] {
  return [
    authority.name,
    ...orderers.map(({ name }) => name),
    ...organisations.flatMap(({ authority: own, peer, chaincode }) => [
      own.name,
      peer.name,
      ...(build === null ? [] : [build === 1 ? chaincode.name : `${chaincode.name}.${build}`]),
    ]),
  ];
}

/** Refuses a name that no node of the network has, and none that it once started. @throws Fault NOT_FOUND {kind: 'node', id, known} */
export async function requireKnown(processes: Processes, names: readonly string[], name: string): Promise<void> {
  const started = (await processes.states()).map((each) => each.name);
  if (![...names, ...started, SUPERVISOR].includes(name)) throw unknownNode(name, names);
}

function unknownNode(id: string, known: readonly string[]): Fault {
  return new Fault('NOT_FOUND', { kind: 'node', id, known: [...known] });
}
