import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readApplication } from '@tierline/client-app/dist/adapters/fabric/applicationFolder';
import { openFabric, type FabricHost } from '@tierline/client-app/dist/adapters/fabric/openFabric';
import type { OpenHost } from '@tierline/client-app/dist/main';
import { deploy, nextBuild, type Chaincode } from '@tierline/network/dist/chaincode';
import type { Contracts, Setting } from '@tierline/network/dist/setting';
import { withFolder } from '../folder';

/** The package as it lies in the sources, and its compiled contract. */
const PACKAGE = join(__dirname, '../../../bench/fabric/baseline/package.json');
const COMPILED = join(__dirname, 'baseline');
const NAME = 'baseline';

/** Has every organisation run the contract of the baseline beside the network's own. Done once. @throws Fault */
export function deployBaseline(setting: Setting): Promise<void> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, 'dist'));
    await cp(COMPILED, join(folder, 'dist'), { recursive: true });
    await cp(PACKAGE, join(folder, 'package.json'));
    const chaincode = baselineOf({ folder, modules: setting.contracts.modules });
    await deploy(setting, chaincode, await nextBuild(setting, chaincode));
  });
}

function baselineOf(contracts: Contracts): Chaincode {
  return { name: NAME, contracts, hasCollections: false, port: ([, , third]) => third };
}

/** One organisation's application, with the baseline's chaincode in the place of the network's. The caller closes it. */
export async function baselineHost(setting: Setting, network: OpenHost, msp: string): Promise<FabricHost> {
  const { profile, identity } = await readApplication(setting.layout.directory, msp);
  return openFabric({
    network: network.network,
    profiles: new Map([[msp, { ...profile, chaincode: NAME }]]),
    applications: new Map([[msp, identity]]),
    identities: network.identities,
  });
}
