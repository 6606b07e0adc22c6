import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Msp } from '@tierline/chaincode/api';
import type { NodeCommand } from '@tierline/network/dist/processes/nodeCommand';
import { Notes } from '@tierline/network/dist/processes/notes';
import { startNode } from '@tierline/network/dist/starting';
import { organisationOf } from '@tierline/network/dist/tools';
import type { TestNetwork } from './fabricNetwork';

/** A change of the compiled contracts: in a file below dist, one text for another. */
export interface Alteration {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Has an organisation run other contracts under the same package id, in the place of its chaincode service.
 * @returns puts the honest ones back
 * @throws Error when a text that is to be replaced is not there once
 */
export async function serveAltered({ setting }: TestNetwork, msp: Msp, alterations: readonly Alteration[]): Promise<() => Promise<void>> {
  const { name } = organisationOf(setting, msp).chaincode;
  const note = new Notes(setting.layout.run).read(name);
  if (note === null) throw new Error(`${name} does not run`);
  const honest = note.command;
  const folder = await mkdtemp(join(setting.layout.directory, 'altered-'));
  await copyAltered(honest.folder, folder, alterations);
  const serve = (command: NodeCommand): Promise<void> => startNode(setting, command, command.ports[0] ?? 0);
  await serve({ ...honest, folder });
  return () => serve(honest);
}

async function copyAltered(honest: string, folder: string, alterations: readonly Alteration[]): Promise<void> {
  await cp(join(honest, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(honest, 'package.json'), join(folder, 'package.json'));
  await symlink(join(honest, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const { file, from, to } of alterations) {
    const path = join(folder, 'dist', file);
    const parts = (await readFile(path, 'utf8')).split(from);
    if (parts.length !== 2) throw new Error(`${file} has not once: ${from}`);
    await writeFile(path, parts.join(to));
  }
}
