import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A network of fifty organisations with their people has some ten thousand. */
const MAX_FILES = 200_000;
/** What nodes write, and packages: nothing that is checked lies there. */
const SKIPPED = new Set(['data', 'node_modules', 'contracts']);

/** Every file below a folder, but what nodes write; none when there is no such folder. @throws Error for more than 200,000 */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await entriesOf(next)) {
      const path = join(next, entry.name);
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push(path);
    }
    if (files.length > MAX_FILES) throw new Error(`${folder} holds more than ${MAX_FILES} files`);
  }
  return files.sort();
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
