import { networkFileOf, programEntry, readYaml } from '@tierline/client-app/dist/adapters/networkFile';
import { Fault, type ProgramMembers } from '@tierline/chaincode/api';
import { isDeepStrictEqual } from 'node:util';
import { deployAgain } from './chaincode';
import { replaceFile } from './changes';
import { withFabric, type FabricNetworkFile } from './nodes';
import { requireRunning } from './running';
import { withFile, type Setting } from './setting';

/**
 * Adds a program to the running network: its collection, its pairs, and the rules that follow, agreed by every organisation. What was
 * broken off is completed by the same call again, or by `up`.
 *
 * @param path a YAML file with one program as network.yaml has it
 * @throws Fault MALFORMED; WRONG_STATE {program, current: 'KNOWN'}; UNAVAILABLE {reason: 'NODES_DOWN'}
 */
export async function addProgram(setting: Setting, path: string): Promise<void> {
  const program = readYaml(path, programEntry);
  const larger = withFile(setting, withProgram(setting.file, program, path));
  await requireRunning(larger, larger.nodes.organisations);
  await replaceFile(setting.layout.networkFile, larger.file);
  await deployAgain(larger);
  setting.progress(`program ${program.id} has its collections: applications that run learn of it when they start again`);
}

/** The file with the program: the same file when it is there already. */
function withProgram(file: FabricNetworkFile, program: ProgramMembers, path: string): FabricNetworkFile {
  const known = file.programs.find(({ id }) => id === program.id);
  if (known !== undefined && isDeepStrictEqual(known, program)) return file;
  if (known !== undefined) throw new Fault('WRONG_STATE', { program: program.id, current: 'KNOWN' });
  return withFabric(networkFileOf({ ...file, programs: [...file.programs, program] }, path), path);
}
