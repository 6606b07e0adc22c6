import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, type EmbeddedHost, type EmbeddedOptions } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import { ConformanceContract, withTestClock } from './conformanceContract';
import { CONFORMANCE_NETWORK } from './conformanceNetwork';

/** Opens an embedded ledger with the conformance contract; `more` overrides. */
export function openConformance(directory: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedHost> {
  return openEmbedded({ directory, network: CONFORMANCE_NETWORK, contracts: [ConformanceContract], withNodeClock: withTestClock, ...more });
}

/** A new folder that {@link dropFolders} removes. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tierline-'));
  folders.push(folder);
  return folder;
}

/** Removes every folder that was made. */
export async function dropFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

const folders: string[] = [];
