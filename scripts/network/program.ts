import { networkFileOf, programEntry, readYaml } from '@tierline/client-app/dist/adapters/networkFile';
import { Fault } from '@tierline/chaincode/api';
import { deploy, deployedOf, nextBuild, ownChaincode } from './chaincode';
import { replaceFile } from './changes';
import { withFabric } from './nodes';
import { withFile, type Setting } from './setting';

/**
 * Adds a program to the running network: its collection, its pairs, and the rules that follow, agreed by every organisation.
 * @param path a YAML file with one program as network.yaml has it @throws Fault
 */
export async function addProgram(setting: Setting, path: string): Promise<number> {
  const program = readYaml(path, programEntry);
  const { file, layout } = setting;
  if (file.programs.some(({ id }) => id === program.id)) throw new Fault('WRONG_STATE', { program: program.id, current: 'KNOWN' });
  const larger = withFile(setting, withFabric(networkFileOf({ ...file, programs: [...file.programs, program] }, path), path));
  const chaincode = ownChaincode(larger);
  await deploy(larger, chaincode, (await deployedOf(larger, chaincode.name)) ?? (await nextBuild(larger, chaincode)));
  await replaceFile(layout.networkFile, larger.file);
  setting.progress(`program ${program.id} has its collections: applications that run learn of it when they start again`);
  return 0;
}
