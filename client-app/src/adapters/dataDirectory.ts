import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NetworkDefinition } from '@tierline/chaincode/api';
import { stringify } from 'yaml';
import { writeFileAtomically } from './localCa/atomicFile';
import { readNetworkFile } from './networkFile';

/** The network file of the project: programs of one core and two banks. */
const PROJECT_NETWORK_FILE = join(__dirname, '../../../network/network.yaml');

/** A data directory keeps the network that it was opened with, so that a later start needs no other file. */
const networkIn = (directory: string): string => join(directory, 'network.yaml');

/** Whether a ledger lives in the directory. */
export function isFounded(directory: string): boolean {
  return existsSync(join(directory, 'ledger')) && existsSync(networkIn(directory));
}

/** The network of the file that is named, else of the directory, else of the project. @throws Fault as {@link readNetworkFile} does */
export function networkOf(directory: string, file: string | null): NetworkDefinition {
  const kept = existsSync(networkIn(directory)) ? networkIn(directory) : PROJECT_NETWORK_FILE;
  return readNetworkFile(file ?? kept);
}

/** Keeps the network in the directory, once the ledger there was opened with it. */
export async function keepNetwork(directory: string, network: NetworkDefinition): Promise<void> {
  const text = stringify(network);
  const kept = existsSync(networkIn(directory)) ? await readFile(networkIn(directory), 'utf8') : null;
  if (text !== kept) await writeFileAtomically(networkIn(directory), text);
}
