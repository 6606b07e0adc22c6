import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** The compiled contracts are some hundred files. */
const MAX_FILES = 20_000;

/**
 * SHA-256, hex, over the names and contents of what runs of a chaincode's package: package.json, and the programs in dist/.
 * The same contracts have the same digest wherever they lie.
 *
 * @throws Error for a package without programs, or with more than 20,000 files
 */
export async function chaincodeDigest(folder: string): Promise<string> {
  const entries = await readdir(join(folder, 'dist'), { withFileTypes: true, recursive: true });
  const programs = entries
    .filter((entry) => entry.isFile() && /\.js(on)?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
  if (programs.length === 0 || programs.length > MAX_FILES) {
    throw new Error(`${folder}: ${programs.length} programs in dist, and there must be 1 to ${MAX_FILES}`);
  }
  const hash = createHash('sha256');
  for (const name of ['package.json', ...programs]) {
    const content = createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
    hash.update(`${content} ${name.split(sep).join('/')}\n`);
  }
  return hash.digest('hex');
}
