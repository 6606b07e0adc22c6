import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { Fault } from '@tierline/chaincode/api';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { writeAll } from './certify';
import { yamlText } from './files/yamlText';
import type { FabricNetworkFile } from './nodes';
import type { Setting } from './setting';

/**
 * Keeps the file that a network is made from. A network is never made over by another file: what may change later is added.
 * @throws Fault WRONG_STATE {network, differs, mend} when the network was made from another one
 */
export async function keepFile({ layout, file }: Setting): Promise<void> {
  await mkdir(layout.directory, { recursive: true, mode: 0o700 });
  if (!existsSync(layout.networkFile)) {
    await replaceFile(layout.networkFile, file);
    return;
  }
  const kept = readNetworkFile(layout.networkFile);
  const differs = (['channel', 'chaincode', 'production', 'fabric'] as const).find((each) => !isDeepStrictEqual(kept[each], file[each]));
  const lacking = [
    ...file.organisations.filter((one) => !kept.organisations.some((other) => isDeepStrictEqual(one, other))).map(({ name }) => name),
    ...file.programs.filter((one) => !kept.programs.some((other) => isDeepStrictEqual(one, other))).map(({ id }) => id),
  ];
  if (differs === undefined && lacking.length === 0) return;
  throw new Fault('WRONG_STATE', {
    network: layout.directory,
    current: 'MADE_FROM_ANOTHER_FILE',
    differs: [differs ?? '', ...lacking].filter(Boolean),
  });
}

/** Writes the network as it is now. */
export async function replaceFile(path: string, file: FabricNetworkFile): Promise<void> {
  await writeAll([[path, yamlText(file)]]);
}
