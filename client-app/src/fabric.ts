import { join } from 'node:path';
import { Fault, type Msp, type Organisation } from '@tierline/chaincode/api';
import { applicationFolder, readApplication, type Application } from './adapters/fabric/applicationFolder';
import { openFabric, type FabricOptions } from './adapters/fabric/openFabric';
import { Authority } from './adapters/fabricCa/authority';
import { peopleOf, type Office } from './adapters/fabricCa/people';
import { readNetworkFile, type NetworkFile } from './adapters/networkFile';
import type { OpenHost } from './main';

/** The network as it is now. @throws Fault UNAVAILABLE {reason: 'NO_NETWORK', directory}; MALFORMED */
export function networkIn(directory: string): NetworkFile {
  try {
    return readNetworkFile(join(directory, 'network.yaml'));
  } catch (error) {
    if (!(error instanceof Fault) || error.details['reason'] !== 'ENOENT') throw error;
    throw new Fault('UNAVAILABLE', { reason: 'NO_NETWORK', directory });
  }
}

/** The organisation that somebody means. @throws Fault NOT_FOUND {kind, id, known} */
export function organisationIn(directory: string, named: string): Organisation {
  const { organisations } = networkIn(directory);
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .replace(/msp$/, '');
  const found = organisations.find(({ name, msp }) => [name, msp].some((each) => plain(each) === plain(named)));
  if (found === undefined) {
    throw new Fault('NOT_FOUND', { kind: 'organisation', id: named, known: organisations.map(({ name }) => name).join(', ') });
  }
  return found;
}

/** Where an organisation's application keeps its own files. */
export function folderOf(directory: string, msp: Msp): string {
  return applicationFolder(directory, msp).folder;
}

/** Connects to a Fabric network as the applications of organisations. @throws Fault UNAVAILABLE; MALFORMED */
export async function fabricHost(
  directory: string,
  organisations: readonly Msp[],
  options: Pick<FabricOptions, 'note' | 'randomBytes'> = {},
): Promise<OpenHost> {
  const network = networkIn(directory);
  const applications = await Promise.all(organisations.map((msp) => readApplication(directory, msp)));
  const host = await openFabric({
    network,
    profiles: new Map(applications.map(({ profile }) => [profile.msp, profile])),
    applications: new Map(applications.map(({ profile, identity }) => [profile.msp, identity])),
    identities: peopleOf(new Map(applications.map((each) => [each.profile.msp, officeOf(each)]))),
    ...options,
  });
  return { ...host, hosted: organisations };
}

function officeOf({ profile: { authority, msp }, registrar, files }: Application): Office {
  return { authority: new Authority(authority, msp), registrar, wallet: files.wallet };
}
