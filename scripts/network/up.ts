import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { admit } from './admission';
import { deploy, deployedOf, nextBuild, ownChaincode } from './chaincode';
import { certifyOrderers, certifyOrganisation, writeAll } from './certify';
import { joinChannel, prepareChannel } from './channel';
import { requireValid } from './expiry';
import { clientYaml, coreYaml } from './files/coreYaml';
import { ordererYaml } from './files/ordererYaml';
import { profileOf } from './files/profile';
import { caughtUp } from './heights';
import { ORDERER_MSP, portsOf } from './nodes';
import { serving } from './oneNode';
import { requirePorts } from './running';
import { startNode } from './starting';
import { startSupervisor } from './processes/startSupervisor';
import type { Setting } from './setting';

export { startNamed } from './oneNode';

/** Brings the network up: from nothing, or from wherever an earlier attempt ended. @throws Fault that names what is missing and the mend */
export async function up(setting: Setting): Promise<void> {
  const { nodes, processes, progress, layout } = setting;
  await requireValid(setting, Date.now());
  await requirePorts(setting, portsOf(nodes));
  await Promise.all([certifyOrderers(setting), ...nodes.organisations.map((each) => certifyOrganisation(setting, each))]);
  progress(`${nodes.organisations.length + 1} certificate authorities; every node and every application has its certificates`);
  await configure(setting);
  await prepareChannel(setting);
  await startNodes(setting);
  progress(`${nodes.orderers.length} orderers and ${nodes.organisations.length} peers started`);
  await joinChannel(setting);
  await takeIn(setting);
  await runContracts(setting);
  await startSupervisor(processes, layout);
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
  await Promise.all(serving(setting).map((command) => startNode(setting, command, command.ports[0] ?? 0)));
}

/** Completes what adding an organisation had left, and waits until every peer has the blocks that one has. */
async function takeIn(setting: Setting): Promise<void> {
  const admitted = await admit(setting);
  if (admitted.length > 0) setting.progress(`admitted to the channel: ${admitted.join(', ')}`);
  const all = setting.nodes.organisations.map(({ msp }) => msp);
  await caughtUp(setting, all, all);
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
