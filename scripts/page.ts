import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const WEB = join(ROOT, 'client-app/web');
const BUILT = join(WEB, 'dist');
/** Says from which sources the page was built. */
const MARK = join(BUILT, '.sources');

/** What the page is built from: its own files, and the versions of its libraries. */
function digestOfSources(): string {
  const digest = createHash('sha256');
  const own = ['src', 'public'].flatMap((folder) =>
    readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(WEB, folder, file)),
  );
  const proving = join(ROOT, 'client-app/src/proving');
  own.push(...readdirSync(proving).map((file) => join(proving, file)));
  const others = ['index.html', 'vite.config.ts', 'packed.ts', 'package.json'].map((file) => join(WEB, file));
  const files = [...own.sort(), ...others, join(ROOT, 'package-lock.json'), join(ROOT, 'chaincode/src/domain/currencies.ts')];
  for (const file of files.filter((each) => statSync(each).isFile())) digest.update(file).update('\0').update(readFileSync(file));
  return digest.digest('hex');
}

/** Builds the page, unless it was built from the same sources already. */
function main(): void {
  const digest = digestOfSources();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === digest) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: WEB, stdio: 'inherit' });
  if (status === 0) writeFileSync(MARK, digest);
  process.exitCode = status ?? 1;
}

main();
