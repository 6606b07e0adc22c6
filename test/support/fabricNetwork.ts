import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fault, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { fabricHost } from '@tierline/client-app/dist/fabric';
import { openApplications, type OpenHost, type OpenPeople } from '@tierline/client-app/dist/main';
import { keepFile } from '@tierline/network/dist/changes';
import { found } from '@tierline/network/dist/found';
import { Layout } from '@tierline/network/dist/layout';
import { nodesOf, withFabric } from '@tierline/network/dist/nodes';
import { Processes } from '@tierline/network/dist/processes/processes';
import { findPrograms } from '@tierline/network/dist/programs';
import type { Contracts, Setting } from '@tierline/network/dist/setting';
import { startNamed, up } from '@tierline/network/dist/up';

const ROOT = join(__dirname, '../../..');
const NETWORK_FILE = join(ROOT, 'network/network.yaml');

/** How a network for tests differs from the project's. */
export interface TestNetworkOptions {
  /** Where its ports begin; networks that run at a time are 1,000 apart. */
  readonly firstPort: number;
  readonly definition?: NetworkDefinition;
  readonly consensus?: 'raft' | 'bft';
  readonly contracts?: Contracts;
  /** How long a block waits for more transactions, milliseconds; as the project's network by default. */
  readonly blockTimeoutMs?: number;
}

/** The reason why nothing can be run on Fabric here; null when everything can. */
export async function fabricMissing(): Promise<string | null> {
  try {
    await findPrograms(process.env);
    return null;
  } catch (error) {
    if (error instanceof Fault) return 'the programs of Hyperledger Fabric are not here';
    throw error;
  }
}

/** A real Fabric network in a temporary folder. */
export class TestNetwork {
  private constructor(readonly setting: Setting) {}

  /** Brings a network up from nothing. */
  static async up({ firstPort, definition, consensus, contracts, blockTimeoutMs }: TestNetworkOptions): Promise<TestNetwork> {
    const directory = await mkdtemp(join(tmpdir(), 'tierline-fabric-'));
    const project = withFabric(readNetworkFile(NETWORK_FILE), NETWORK_FILE);
    const block = { ...project.fabric.block, timeoutMs: blockTimeoutMs ?? project.fabric.block.timeoutMs };
    const fabric = { ...project.fabric, firstPort, block, consensus: consensus ?? project.fabric.consensus };
    const file = { ...project, ...definition, fabric };
    const layout = new Layout(directory);
    const setting: Setting = {
      file,
      nodes: nodesOf(file),
      layout,
      processes: new Processes(layout),
      programs: await findPrograms(process.env),
      contracts: contracts ?? { folder: dirname(require.resolve('@tierline/chaincode/package.json')), modules: join(ROOT, 'node_modules') },
      progress: () => undefined,
    };
    const network = new TestNetwork(setting);
    try {
      await keepFile(setting);
      await up(setting);
      return network;
    } catch (error) {
      await network.down();
      throw error;
    }
  }

  get directory(): string {
    return this.setting.layout.directory;
  }

  /** Founds the register, as `npm run network -- up` does. */
  found(): Promise<void> {
    return found(this.setting);
  }

  /** The people of all organisations, each with his own organisation's books. The caller closes it. */
  people(): Promise<OpenPeople> {
    return openApplications(this.directory);
  }

  /** A connection as the applications of organisations; all of them by default. The caller closes it. */
  host(
    organisations: readonly Msp[] = this.setting.nodes.organisations.map(({ msp }) => msp),
    options: Parameters<typeof fabricHost>[2] = {},
  ): Promise<OpenHost> {
    return fabricHost(this.directory, organisations, options);
  }

  /** Starts an orderer or peer that is down, and waits until it answers. */
  start(node: string): Promise<void> {
    return startNamed(this.setting, node);
  }

  /** Ends a node as a crash would. */
  async kill(node: string): Promise<void> {
    await this.setting.processes.kill(node);
  }

  async stop(node: string): Promise<void> {
    await this.setting.processes.stop(node);
  }

  /** Ends every node and removes the folder. */
  async down(): Promise<void> {
    await this.setting.processes.stopAll();
    await rm(this.directory, { recursive: true, force: true });
  }
}
