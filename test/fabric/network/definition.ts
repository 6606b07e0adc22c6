import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { Layout } from '@tierline/network/dist/layout';
import { nodesOf, withFabric } from '@tierline/network/dist/nodes';
import { Processes } from '@tierline/network/dist/processes/processes';
import { findPrograms } from '@tierline/network/dist/programs';
import { peer, required } from '@tierline/network/dist/tools';

/** The definition of the chaincode that is in force, as the channel tells it. */
export interface InForce {
  readonly sequence: number;
  readonly version: string;
  readonly approvals: Readonly<Record<string, boolean>>;
  /** Names of the collections. */
  readonly collections: readonly string[];
}

interface Told extends Omit<InForce, 'collections'> {
  readonly collections: {
    readonly config: readonly { readonly Payload: { readonly StaticCollectionConfig: { readonly name: string } } }[];
  };
}

/** Asks a peer of a network, which runs, for the definition in force. */
export async function definitionOf(directory: string): Promise<InForce> {
  const layout = new Layout(directory);
  const file = withFabric(readNetworkFile(layout.networkFile), layout.networkFile);
  const setting = {
    file,
    nodes: nodesOf(file),
    layout,
    processes: new Processes(layout),
    programs: await findPrograms(process.env),
    contracts: { folder: '', modules: '' },
    progress: () => undefined,
  };
  const query = ['lifecycle', 'chaincode', 'querycommitted', '--channelID', file.channel, '--name', file.chaincode, '-O', 'json'];
  const told = JSON.parse(await required('asking', peer(setting, file.organisations[0]?.msp ?? '', query))) as Told;
  return { ...told, collections: told.collections.config.map(({ Payload }) => Payload.StaticCollectionConfig.name) };
}
