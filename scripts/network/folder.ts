import { existsSync, readFileSync } from 'node:fs';
import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { MADE } from './files/yamlText';
import { Layout } from './layout';

/** What one command after the other holds, and a name that it may have for a moment. */
const LOCK = 'at-work';

/** The file that is there while a command changes the network. */
export function lockOf(directory: string): string {
  return join(directory, `${LOCK}.lock`);
}

/** Whether a folder is one that this tool made: its network file begins as no other does. */
export function holdsNetwork(directory: string): boolean {
  const { networkFile } = new Layout(directory);
  return existsSync(networkFile) && readFileSync(networkFile, 'utf8').startsWith(MADE);
}

/**
 * Refuses a place where no network can be made. Nothing is ever put into a folder that holds something else.
 * @throws Fault CONDITION_UNMET {condition: 'a-folder-of-its-own', directory, found}; UNAVAILABLE {reason: 'FOLDER', directory, problem}
 */
export async function requireOwnFolder(directory: string): Promise<void> {
  await usable(directory, async () => {
    if (existsSync(directory) && !holdsNetwork(directory)) await requireEmpty(directory);
  });
}

/** Makes the folder of a network, unless it is there. @throws Fault UNAVAILABLE {reason: 'FOLDER', directory, problem} */
export async function makeFolder(directory: string): Promise<void> {
  await usable(directory, async () => {
    await makeAll(directory);
    await access(directory, constants.W_OK);
  });
}

/** Makes a folder and those above it, each once: Node's own way never ends where the system makes none. */
async function makeAll(directory: string): Promise<void> {
  if (existsSync(directory)) {
    await readdir(directory);
    return;
  }
  if (dirname(directory) !== directory) await makeAll(dirname(directory));
  await mkdir(directory, { mode: 0o700 });
}

async function usable(directory: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('UNAVAILABLE', { reason: 'FOLDER', directory, problem: (error as NodeJS.ErrnoException).code ?? '' });
  }
}

/** Removes the folder of a network. What was broken off is done again by the same call: the file that tells it goes last. @throws Fault */
export async function forgetFolder(directory: string): Promise<void> {
  await requireOwnFolder(directory);
  if (!existsSync(directory)) return;
  const { networkFile } = new Layout(directory);
  for (const name of await readdir(directory)) {
    if (join(directory, name) !== networkFile) await rm(join(directory, name), { recursive: true, force: true });
  }
  await rm(directory, { recursive: true, force: true });
}

async function requireEmpty(directory: string): Promise<void> {
  const found = (await readdir(directory)).find((name) => !name.startsWith(LOCK));
  if (found !== undefined) throw new Fault('CONDITION_UNMET', { condition: 'a-folder-of-its-own', directory, found });
}
