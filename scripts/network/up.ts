import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { deploy, deployedOf, nextBuild, ownChaincode } from './chaincode';
import { certifyOrderers, certifyOrganisation, writeAll } from './certify';
import { joinChannel, prepareChannel } from './channel';
import { ordererCommand, peerCommand } from './commands';
import { clientYaml, coreYaml } from './files/coreYaml';
import { ordererYaml } from './files/ordererYaml';
import { profileOf } from './files/profile';
import { ORDERER_MSP, portsOf } from './nodes';
import type { NodeCommand } from './processes/nodeCommand';
import { requireFreePorts } from './processes/ports';
import { startNode } from './starting';
import { startSupervisor } from './processes/startSupervisor';
import type { Setting } from './setting';

/** Brings the network up: from nothing, or from wherever an earlier attempt ended. @throws Fault that names what is missing and the mend */
export async function up(setting: Setting): Promise<void> {
  const { nodes, processes, progress, layout } = setting;
  await requirePorts(setting);
  await Promise.all([certifyOrderers(setting), ...nodes.organisations.map((each) => certifyOrganisation(setting, each))]);
  progress(`${nodes.organisations.length + 1} certificate authorities; every node and every application has its certificates`);
  await configure(setting);
  await prepareChannel(setting);
  await startNodes(setting);
  progress(`${nodes.orderers.length} orderers and ${nodes.organisations.length} peers started`);
  await joinChannel(setting);
  await runContracts(setting);
  await startSupervisor(processes, layout);
}

/** Refuses at once when another program has one of the ports. @throws Fault UNAVAILABLE {reason: 'PORT'} */
async function requirePorts({ nodes, processes }: Setting): Promise<void> {
  const own = new Set((await processes.states()).filter(({ state }) => state === 'UP').flatMap(({ ports }) => ports));
  await requireFreePorts(
    portsOf(nodes).filter(({ port }) => !own.has(port)),
    nodes.host,
  );
}

/** Writes every node's and every application's configuration. */
export async function configure(setting: Setting): Promise<void> {
  const { file, nodes, layout } = setting;
  const roots = new Map<string, string>();
  for (const { msp } of [{ msp: ORDERER_MSP }, ...nodes.organisations]) roots.set(msp, await readFile(layout.rootOf(msp), 'utf8'));
  await writeAll([
    [join(layout.client, 'core.yaml'), clientYaml()],
    ...nodes.orderers.map(
      (orderer) => [join(layout.ordererOf(orderer.name).folder, 'orderer.yaml'), ordererYaml(setting, orderer)] as const,
    ),
    ...nodes.organisations.flatMap((organisation) => {
      const { msp } = organisation;
      return [
        [join(layout.peerOf(msp).folder, 'core.yaml'), coreYaml(setting, organisation)] as const,
        [layout.application(msp).profile, JSON.stringify(profileOf(file, nodes, msp, roots), null, 2)] as const,
      ];
    }),
  ]);
}

/** Starts every orderer and peer that is down, and waits until each takes connections. */
async function startNodes(setting: Setting): Promise<void> {
  await Promise.all(commandsOf(setting).map((command) => startNode(setting, command, command.ports[0] ?? 0)));
}

/** How the orderers and peers are started; the first port of each is the one that it is spoken to by. */
function commandsOf(setting: Setting): readonly NodeCommand[] {
  const { nodes } = setting;
  return [
    ...nodes.orderers.map((orderer) => ordererCommand(setting, orderer)),
    ...nodes.organisations.map((organisation) => peerCommand(setting, organisation)),
  ];
}

/** Starts one orderer or peer that is down. @throws Fault NOT_FOUND {kind: 'node', id, known} */
export async function startNamed(setting: Setting, name: string): Promise<void> {
  const commands = commandsOf(setting);
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Fault('NOT_FOUND', { kind: 'node', id: name, known: commands.map((each) => each.name).join(', ') });
  await startNode(setting, command, command.ports[0] ?? 0);
}

/** Runs the contracts that were deployed; deploys them where none were. Other ones are deployed by an upgrade only. */
async function runContracts(setting: Setting): Promise<void> {
  const chaincode = ownChaincode(setting);
  const [known, here] = [await deployedOf(setting, chaincode.name), await nextBuild(setting, chaincode)];
  if (known !== null && known.digest !== here.digest) {
    setting.progress(`the contracts here are not those that run (${known.label}): npm run network -- chaincode upgrade`);
  }
  await deploy(setting, chaincode, known ?? here);
}
