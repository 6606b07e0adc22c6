import { join, resolve } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { holdsNetwork } from './folder';
import { Layout } from './layout';
import { nodesOf, withFabric, type FabricNetworkFile } from './nodes';
import { Processes } from './processes/processes';
import { findPrograms } from './programs';
import type { Setting } from './setting';

/** What surrounds a command line of the network. */
export interface Surroundings {
  /** The folder of the project: its network.yaml, contracts and packages. */
  readonly project: string;
  /** The folder of the network that is made. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A folder of compiled contracts; null for the project's own. */
  readonly contracts: string | null;
  readonly out: (line: string) => void;
  readonly progress: (line: string) => void;
}

/** The network as it was made. @throws Fault UNAVAILABLE {reason: 'NO_NETWORK'}; MALFORMED */
export function fileIn(directory: string): FabricNetworkFile {
  const { networkFile } = new Layout(directory);
  if (!holdsNetwork(directory)) throw new Fault('UNAVAILABLE', { reason: 'NO_NETWORK', directory });
  return withFabric(readNetworkFile(networkFile), networkFile);
}

/** A network file that somebody names, or the project's. @throws Fault MALFORMED; UNAVAILABLE {file, reason} */
export function fileNamed(path: string | undefined, { project }: Pick<Surroundings, 'project'>): FabricNetworkFile {
  const file = resolve(path ?? join(project, 'network/network.yaml'));
  return withFabric(readNetworkFile(file), file);
}

/** What the steps of a network's making work with. @throws Fault UNAVAILABLE {reason: 'FABRIC_PROGRAMS'} */
export async function settingFor(file: FabricNetworkFile, surroundings: Surroundings): Promise<Setting> {
  const { project, directory, environment, contracts, progress } = surroundings;
  const layout = new Layout(directory);
  return {
    file,
    nodes: nodesOf(file),
    layout,
    processes: new Processes(layout),
    programs: await findPrograms(environment),
    contracts: { folder: contracts ?? join(project, 'chaincode'), modules: join(project, 'node_modules') },
    progress,
  };
}
