import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Smaller files gain nothing. */
const LEAST_BYTES = 1_000;
/** The steps above take three times as long for a hundredth less. */
const BROTLI_QUALITY = 9;
const PACKABLE = /\.(js|css|svg|json)$/;

/** Writes each built file also packed, so that the server packs nothing while people wait. */
export function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    // What is written is the last word: bundles are changed until then.
    async writeBundle({ dir = 'dist' }) {
      const files = await readdir(dir, { recursive: true });
      await Promise.all(files.filter((file) => PACKABLE.test(file)).map((file) => pack(join(dir, file))));
    },
  };
}

async function pack(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < LEAST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  await writeFile(`${file}.br`, await brotli(bytes, { params }));
  await writeFile(`${file}.gz`, await zip(bytes, { level: 9 }));
}
