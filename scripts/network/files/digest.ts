import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The compiled contracts are some hundred files. */
const MAX_FILES = 20_000;

/**
 * SHA-256, hex, over the names and contents of the programs below a folder: the same contracts have the same digest wherever they lie.
 *
 * @throws Error for a folder without programs, or with more than 20,000
 */
export async function chaincodeDigest(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const names = entries
    .filter((entry) => entry.isFile() && /\.js(on)?$/.test(entry.name))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
  if (names.length === 0 || names.length > MAX_FILES)
    throw new Error(`${folder}: ${names.length} programs, and there must be 1 to ${MAX_FILES}`);
  const hash = createHash('sha256');
  for (const name of names) {
    const content = createHash('sha256').update(await readFile(join(folder, name)));
    hash.update(`${content.digest('hex')} ${name.split(sep).join('/')}\n`);
  }
  return hash.digest('hex');
}
