import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every suite, the fast ones first: a folder of test/, and how long one of its tests may take. */
const SUITES = [
  { name: 'tidy', timeoutMs: 20_000 },
  { name: 'domain', timeoutMs: 10_000 },
  { name: 'import', timeoutMs: 60_000 },
  { name: 'property', timeoutMs: 180_000 },
  { name: 'app', timeoutMs: 120_000 },
  { name: 'contracts', timeoutMs: 180_000 },
  { name: 'conformance', timeoutMs: 60_000 },
  { name: 'embedded', timeoutMs: 180_000 },
  { name: 'determinism', timeoutMs: 600_000 },
  { name: 'races', timeoutMs: 600_000 },
  { name: 'readmodel', timeoutMs: 300_000 },
  { name: 'http', timeoutMs: 120_000 },
  { name: 'cli', timeoutMs: 180_000 },
  { name: 'faults', timeoutMs: 900_000 },
  { name: 'simulation', timeoutMs: 1_800_000 },
] as const;

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const ROOT = join(__dirname, '../..');
const BUILT = join(ROOT, 'test/dist');
/** Where Debian's packages put PostgreSQL's programs. */
const POSTGRESQL = '/usr/lib/postgresql';

/** Test files of a suite, in the order of their names. */
function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .sort()
    .map((file) => join(folder, file));
}

function run(suite: (typeof SUITES)[number], totalsFile: string): Totals {
  const files = filesOf(join(BUILT, suite.name));
  if (files.length === 0) throw new Error(`the suite ${suite.name} has no tests`);
  console.log(`\n=== ${suite.name} ===`);
  const mocha = join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const reporter = join(__dirname, 'totals.js');
  const { status } = spawnSync(process.execPath, [mocha, '--reporter', reporter, '--timeout', String(suite.timeoutMs), ...files], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, TOTALS_FILE: totalsFile },
  });
  const totals = existsSync(totalsFile) ? (JSON.parse(readFileSync(totalsFile, 'utf8')) as Totals) : { passed: 0, failed: 0, skipped: 0 };
  rmSync(totalsFile, { force: true });
  // A run that died without a failing test has failed all the same.
  return status === 0 || totals.failed > 0 ? totals : { ...totals, failed: totals.failed + 1 };
}

function main(): void {
  const named = process.argv.slice(2);
  const suites = SUITES.filter(({ name }) => named.length === 0 || named.includes(name));
  const folder = mkdtempSync(join(tmpdir(), 'tierline-test-'));
  const results = suites.map((suite) => ({ name: suite.name, ...run(suite, join(folder, 'totals.json')) }));
  rmSync(folder, { recursive: true, force: true });
  console.log('\n=== all suites ===');
  for (const { name, passed, failed, skipped } of results)
    console.log(`${name.padEnd(12)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (!existsSync(join(ROOT, '../shared/data'))) console.log('Not run: the tests on real files, because ../shared/data is not there.');
  if (!existsSync(POSTGRESQL)) console.log(`Not run: the tests on PostgreSQL, because its programs are not in ${POSTGRESQL}.`);
  console.log('Not run: suites on a real Fabric network, because this version has the embedded ledger only.');
  const sum = (pick: (totals: Totals) => number): number => results.reduce((total, each) => total + pick(each), 0);
  const failed = sum((each) => each.failed);
  console.log(`${sum((each) => each.passed)} passed, ${failed} failed, ${sum((each) => each.skipped)} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
