import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o700;

/**
 * Makes a folder that only its owner may enter, and those above it that are missing. One level at a time: Node's own
 * recursive way never ends where the file system refuses a new folder as if its parent were missing, as /proc does.
 * @throws the file system's own error
 */
export async function makeFolder(path: string): Promise<void> {
  if ((await tryFolder(path)) === null) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  const refusal = await tryFolder(path);
  if (refusal !== null) throw refusal;
}

/** Makes one folder; answers why its parent is missing, or null when it is there now. */
async function tryFolder(path: string): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(path, { mode: OWNER_ONLY });
    return null;
  } catch (error) {
    const refusal = error as NodeJS.ErrnoException;
    if (refusal.code === 'EEXIST') return null;
    if (refusal.code !== 'ENOENT') throw error;
    return refusal;
  }
}
