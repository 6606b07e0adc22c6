import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(__dirname, '../..');
const TESTS = join(ROOT, 'test/dist/fabric/faults');
const USAGE = `npm run faults -- [--nightly] [--only R1] [--times N] [--seed N]

Breaks the nodes, the applications and the read models of a real network while business goes on, and checks what is left.
  --nightly   as often as at night; a few times otherwise
  --only R1   one fault of the list
  --times N   each fault so often
  --seed N    what is drawn follows from it
`;

/** Says what is wrong with an argument. */
class WrongArgument extends Error {}

function environmentOf(
  argv: readonly string[],
): { readonly only: string | null; readonly environment: Readonly<Record<string, string>> } | null {
  const options = {
    nightly: { type: 'boolean' },
    only: { type: 'string' },
    times: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args: [...argv], options });
  if (values.help === true) return null;
  const only = values.only?.toUpperCase() ?? null;
  if (only !== null && !/^R\d{1,2}$/.test(only)) throw new WrongArgument('--only names a fault, as R1');
  const environment = {
    ...(values.nightly === true ? { NIGHTLY: '1' } : {}),
    ...(values.times === undefined ? {} : { FAULTS_TIMES: numberIn('--times', values.times) }),
    ...(values.seed === undefined ? {} : { FAULTS_SEED: numberIn('--seed', values.seed) }),
  };
  return { only, environment };
}

function numberIn(option: string, text: string): string {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new WrongArgument(`${option} is a whole number from 1`);
  return text;
}

function run(argv: readonly string[]): number {
  const wanted = environmentOf(argv);
  if (wanted === null) {
    console.log(USAGE);
    return 0;
  }
  const files = readdirSync(TESTS).filter((file) => file.endsWith('.test.js'));
  const mocha = join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const chosen = wanted.only === null ? [] : ['--grep', `${wanted.only}:`];
  const paths = files.sort().map((file) => join(TESTS, file));
  const { status } = spawnSync(process.execPath, [mocha, ...chosen, ...paths], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...wanted.environment },
  });
  return status ?? 1;
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
