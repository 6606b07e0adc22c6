import { Layout } from './layout';
import type { FabricNetworkFile, Nodes } from './nodes';
import { nodesOf } from './nodes';
import { Processes } from './processes/processes';
import type { Programs } from './programs';

/** The chaincode that a network runs. */
export interface Contracts {
  /** Its package: compiled contracts and package.json. */
  readonly folder: string;
  /** Where the packages lie that it imports. */
  readonly modules: string;
}

/** What every step of the network's making works with. */
export interface Setting {
  readonly file: FabricNetworkFile;
  readonly nodes: Nodes;
  readonly layout: Layout;
  readonly processes: Processes;
  readonly programs: Programs;
  readonly contracts: Contracts;
  /** Told what is being done, a line each. */
  readonly progress: (line: string) => void;
}

/** A setting of another file: after something was added to the network. */
export function withFile(setting: Setting, file: FabricNetworkFile): Setting {
  return { ...setting, file, nodes: nodesOf(file) };
}
