import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** The project's root. */
export const ROOT = join(__dirname, '../../..');

/** A source file of the project. */
export interface Source {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Every TypeScript source below the given folders. */
export function sourcesOf(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules') && !/(^|\/)dist\//.test(file))
      .map((file) => {
        const path = join(folder, file);
        const text = readFileSync(join(ROOT, path), 'utf8');
        return { path, text, lines: text.split('\n') };
      }),
  );
}

/** What a source imports: paths relative to the root for its own files, names for packages. */
export function importsOf({ path, text }: Source): readonly string[] {
  const found = [...text.matchAll(/(?:from|import|require\()\s*\(?'([^']+)'/g)].map(([, name = '']) => name);
  return found.map((name) =>
    name.startsWith('.') ? relative(ROOT, normalize(join(ROOT, dirname(path), name))).replace(/\.js$/, '') : name,
  );
}

/** The text without comments and string contents, so that words in them are not taken for code. */
export function codeOf({ text }: Source): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
}
