import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@tierline/chaincode/api';

/** Suites that need nothing but this project and PostgreSQL, the fast ones first. */
const SUITES = [
  { name: 'tidy', timeoutMs: 20_000 },
  { name: 'domain', timeoutMs: 10_000 },
  { name: 'import', timeoutMs: 60_000 },
  { name: 'property', timeoutMs: 180_000 },
  { name: 'app', timeoutMs: 120_000 },
  { name: 'proof', timeoutMs: 120_000 },
  { name: 'notary', timeoutMs: 120_000 },
  { name: 'contracts', timeoutMs: 180_000 },
  { name: 'conformance', timeoutMs: 60_000 },
  { name: 'embedded', timeoutMs: 180_000 },
  { name: 'determinism', timeoutMs: 600_000 },
  { name: 'races', timeoutMs: 600_000 },
  { name: 'readmodel', timeoutMs: 300_000 },
  { name: 'http', timeoutMs: 120_000 },
  { name: 'web', timeoutMs: 120_000 },
  { name: 'fuzz', timeoutMs: 900_000 },
  { name: 'cli', timeoutMs: 180_000 },
  { name: 'network', timeoutMs: 120_000 },
  { name: 'fabric/adapter', timeoutMs: 60_000 },
  { name: 'faults', timeoutMs: 900_000 },
  { name: 'simulation', timeoutMs: 1_800_000 },
] as const;

/** Suites on real nodes of Hyperledger Fabric. */
const FABRIC_SUITES = [
  { name: 'fabricCa', timeoutMs: 120_000 },
  { name: 'fabric/network', timeoutMs: 300_000 },
  { name: 'fabric/conformance', timeoutMs: 300_000 },
  { name: 'fabric/proof', timeoutMs: 300_000 },
  { name: 'fabric/notary', timeoutMs: 300_000 },
  { name: 'fabric/projection', timeoutMs: 600_000 },
  { name: 'fabric/differential', timeoutMs: 1_800_000 },
  { name: 'fabric/endorsement', timeoutMs: 600_000 },
  { name: 'fabric/secrecy', timeoutMs: 600_000 },
  { name: 'fabric/faults', timeoutMs: 1_800_000 },
] as const;

/** One suite: a folder of test/, and how long one of its tests may take, milliseconds. */
interface Suite {
  readonly name: string;
  readonly timeoutMs: number;
}

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Which tests failed and why, a line or some each. */
  readonly failures: readonly string[];
}

const NOTHING: Totals = { passed: 0, failed: 0, skipped: 0, failures: [] };

const ROOT = join(__dirname, '../..');
const BUILT = join(ROOT, 'test/dist');
/** Where Debian's packages put PostgreSQL's programs. */
const POSTGRESQL = '/usr/lib/postgresql';
/** Where Debian's package puts Chromium, unless CHROMIUM names another. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const NO_SCHEMATHESIS =
  'Not run: the requests that are made up from the document of the API, because schemathesis 4.32.5 is neither on PATH nor named by SCHEMATHESIS: ' +
  'pip install schemathesis==4.32.5';
/** Exit code when what is needed is not on this machine. */
const MISSING = 3;

/** Test files of a suite, in the order of their names. */
function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .sort()
    .map((file) => join(folder, file));
}

function run(suite: Suite, totalsFile: string): Totals {
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
  const totals = existsSync(totalsFile) ? (JSON.parse(readFileSync(totalsFile, 'utf8')) as Totals) : NOTHING;
  rmSync(totalsFile, { force: true });
  // A run that died without a failing test has failed all the same.
  return status === 0 || totals.failed > 0
    ? totals
    : { ...totals, failed: totals.failed + 1, failures: [`${suite.name} ended with ${String(status)}`] };
}

/** Runs suites and prints what came of them; answers whether nothing failed. */
function runAll(suites: readonly Suite[]): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tierline-test-'));
  const results = suites.map((suite) => {
    const started = Date.now();
    const totals = run(suite, join(folder, 'totals.json'));
    return { name: suite.name, seconds: Math.round((Date.now() - started) / 1000), ...totals };
  });
  rmSync(folder, { recursive: true, force: true });
  console.log('\n=== all suites ===');
  for (const { name, passed, failed, skipped, seconds } of results)
    console.log(`${name.padEnd(20)} ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`);
  if (!existsSync(join(ROOT, '../shared/data'))) console.log('Not run: the tests on real files, because ../shared/data is not there.');
  if (!existsSync(CHROMIUM)) console.log(`Not run: the tests in a browser, because there is no Chromium at ${CHROMIUM}.`);
  if (!existsSync(POSTGRESQL)) console.log(`Not run: the tests on PostgreSQL, because its programs are not in ${POSTGRESQL}.`);
  if (results.some(({ name, passed, failed }) => name === 'fuzz' && passed + failed === 0)) console.log(NO_SCHEMATHESIS);
  // Again at the end, where who reads a long log looks first.
  for (const { name, failures } of results) for (const failure of failures) console.log(`failed in ${name}: ${failure}`);
  const sum = (pick: (totals: Totals) => number): number => results.reduce((total, each) => total + pick(each), 0);
  const failed = sum((each) => each.failed);
  console.log(`${sum((each) => each.passed)} passed, ${failed} failed, ${sum((each) => each.skipped)} skipped`);
  return failed === 0;
}

/** What of Fabric is missing on this machine; null when its suites can run. */
async function fabricMissing(): Promise<string | null> {
  const { findPrograms } = await import('@tierline/network/dist/programs.js');
  try {
    await findPrograms(process.env);
    return null;
  } catch (error) {
    const missing = error instanceof Fault ? error.details['missing'] : undefined;
    if (!Array.isArray(missing)) throw error;
    return missing.join(', ');
  }
}

/** Runs the suites that are named, or all: with --fabric those on real Fabric nodes. Ends with 0, 1 (failed) or 3 (Fabric is missing). */
async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const named = words.filter((word) => word !== '--fabric');
  const onFabric = words.includes('--fabric');
  const missing = onFabric ? await fabricMissing() : null;
  if (missing !== null) {
    console.log(`Not run: the suites on real Fabric, because this machine lacks ${missing}.`);
    process.exitCode = MISSING;
    return;
  }
  const all: readonly Suite[] = onFabric ? FABRIC_SUITES : SUITES;
  const suites = all.filter(({ name }) => named.length === 0 || named.some((each) => name === each || name.startsWith(`${each}/`)));
  process.exitCode = runAll(suites) ? 0 : 1;
  if (!onFabric) console.log('The suites on real Fabric are run by npm run test:fabric.');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
