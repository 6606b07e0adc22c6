import { networkFileOf, organisationEntry, readYaml } from '@tierline/client-app/dist/adapters/networkFile';
import { isDeepStrictEqual } from 'node:util';
import { Fault, type Organisation } from '@tierline/chaincode/api';
import { admit } from './admission';
import { certifyOrganisation } from './certify';
import { deployAgain } from './chaincode';
import { replaceFile } from './changes';
import { joinPeer } from './channel';
import { peerCommand } from './commands';
import { found } from './found';
import { caughtUp } from './heights';
import { portsOfOrganisation, withFabric, type FabricNetworkFile, type OrganisationNodes } from './nodes';
import { requirePorts, requireRunning } from './running';
import { withFile, type Setting } from './setting';
import { startNode } from './starting';
import { organisationOf } from './tools';
import { configure } from './up';

/**
 * Adds an organisation to the running network: its authority and certificates, its place in the channel, its peer and its chaincode
 * service, its approval of the chaincode, and its people. What was broken off is completed by the same call again.
 *
 * @param path a YAML file with one organisation as network.yaml has it
 * @throws Fault WRONG_STATE for a name or MSP id that is taken; UNAVAILABLE when a node is down or a port is in use
 */
export async function addOrganisation(setting: Setting, path: string): Promise<void> {
  const entry = readYaml(path, organisationEntry);
  const larger = withFile(setting, withOrganisation(setting.file, entry, path));
  const organisation = organisationOf(larger, entry.msp);
  const members = larger.nodes.organisations.filter(({ msp }) => msp !== entry.msp);
  await requireRunning(setting, members);
  await requirePorts(larger, portsOfOrganisation(organisation));
  // From here on it is part of the network that is wanted: `up` completes it too.
  await replaceFile(setting.layout.networkFile, larger.file);
  await bringIn(larger, organisation);
  setting.progress(`${entry.name} is a member: applications that run learn of it when they start again`);
}

/** The file with the organisation: the same file when it is there already, for an addition that was broken off. */
function withOrganisation(file: FabricNetworkFile, entry: Organisation, path: string): FabricNetworkFile {
  const { organisations } = file;
  if (organisations.some((each) => isDeepStrictEqual({ ...each }, entry))) return file;
  const taken = organisations.find(({ name, msp }) => name === entry.name || msp === entry.msp);
  if (taken !== undefined) throw new Fault('WRONG_STATE', { current: 'TAKEN', organisation: taken.name, msp: taken.msp, file: path });
  return withFabric(networkFileOf({ ...file, organisations: [...organisations, entry] }, path), path);
}

async function bringIn(setting: Setting, organisation: OrganisationNodes): Promise<void> {
  const { progress, nodes } = setting;
  const { msp, name, peer } = organisation;
  await certifyOrganisation(setting, organisation);
  progress(`${name} has its certificate authority and its certificates`);
  await configure(setting);
  const admitted = await admit(setting);
  progress(admitted.length === 0 ? `${name} is in the channel already` : `the members have admitted ${name} to the channel`);
  await startNode(setting, peerCommand(setting, organisation), peer.port);
  await joinPeer(setting, organisation);
  const others = nodes.organisations.map((each) => each.msp).filter((each) => each !== msp);
  await caughtUp(setting, [msp], others);
  progress(`${peer.name} has every block`);
  await deployAgain(setting);
  await found(setting);
}
