import { deploy, deployedOf, nextBuild, ownChaincode } from './chaincode';
import { requireRunning } from './running';
import type { Setting } from './setting';

/**
 * Has every organisation run the contracts as they are built here. The services of the new build start beside the old ones, which end
 * when every organisation has approved. Nothing is done when these contracts run already.
 *
 * @throws Fault UNAVAILABLE {reason: 'NODES_DOWN'}
 */
export async function upgrade(setting: Setting): Promise<void> {
  await requireRunning(setting, setting.nodes.organisations);
  const chaincode = ownChaincode(setting);
  const [before, next] = [await deployedOf(setting, chaincode.name), await nextBuild(setting, chaincode)];
  if (before !== null && before.definition !== null && before.label === next.label) {
    setting.progress(`nothing to upgrade: ${before.label} runs already`);
    return;
  }
  await deploy(setting, chaincode, next);
}
