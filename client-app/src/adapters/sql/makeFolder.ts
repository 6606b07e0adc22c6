import { PGlite } from '@electric-sql/pglite';
import { isDiskFull, PGLITE_PARAMETERS } from './pgliteSettings';

void main(process.argv[2] ?? '');

/**
 * Makes a PGlite folder and ends. Making one takes 800 MB that a WebAssembly memory never gives back, so it is done in a process
 * of its own. Answers DISK_FULL on standard output where that is why it failed.
 */
async function main(folder: string): Promise<void> {
  try {
    const made = await PGlite.create({ dataDir: folder, startParams: PGLITE_PARAMETERS });
    await made.close();
  } catch (error) {
    if (isDiskFull(error)) process.stdout.write('DISK_FULL');
    process.exitCode = 1;
  }
}
