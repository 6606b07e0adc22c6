import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Fault } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { writeAll } from './certify';
import { yamlText } from './files/yamlText';
import { ORDERER_MSP, withFabric, type FabricNetworkFile } from './nodes';
import type { Setting } from './setting';

/**
 * Keeps the file that a network is made from, and answers the network as it is now: with what was added since. A network is never
 * made over by another file: what may change later is added. Before anything was made from it, another may take its place.
 *
 * @throws Fault WRONG_STATE {network, differs, mend} when the network was made from another one
 */
export async function keepFile({ layout, file }: Pick<Setting, 'layout' | 'file'>): Promise<FabricNetworkFile> {
  await mkdir(layout.directory, { recursive: true, mode: 0o700 });
  const isMade = existsSync(dirname(layout.organisation(ORDERER_MSP)));
  if (!isMade || !existsSync(layout.networkFile)) {
    await replaceFile(layout.networkFile, file);
    return file;
  }
  const kept = withFabric(readNetworkFile(layout.networkFile), layout.networkFile);
  const differs = differences(kept, file);
  if (differs.length === 0) return kept;
  throw new Fault('WRONG_STATE', { network: layout.directory, current: 'MADE_FROM_ANOTHER_FILE', differs: [...differs] });
}

/** What a network file says otherwise than the network, or besides: names of settings, organisations and programs. */
export function differences(kept: FabricNetworkFile, file: FabricNetworkFile): readonly string[] {
  const settings = (['channel', 'chaincode', 'production', 'fabric'] as const).filter((each) => !isDeepStrictEqual(kept[each], file[each]));
  const isIn = (all: readonly object[], one: object): boolean => all.some((other) => isDeepStrictEqual(one, other));
  return [
    ...settings,
    ...file.organisations.filter((one) => !isIn(kept.organisations, one)).map(({ name }) => name),
    ...file.programs.filter((one) => !isIn(kept.programs, one)).map(({ id }) => id),
  ];
}

/** Writes the network as it is now. */
export async function replaceFile(path: string, file: FabricNetworkFile): Promise<void> {
  await writeAll([[path, yamlText(file)]]);
}
