import '@tierline/client-app/dist/quietFabric';
import type { Bench } from './bench/bench';
import { commandLine, SIZES, type BenchOptions } from './bench/options';
import { BENCHES } from './bench/registry';
import { json, table, type Result } from './bench/report';

const USAGE = [
  'npm run bench -- [--json] [options] [name...]',
  '',
  ...Object.entries(SIZES).map(([name, { what, fallback }]) => `  --${name.padEnd(14)}${what}; ${fallback} by default`),
  '',
  ...BENCHES.map(({ name, what }) => `  ${name.padEnd(16)}${what}`),
].join('\n');

/** Runs benches one after the other; each is told to `done` as soon as it has ended. @throws what a bench throws */
async function measured(benches: readonly Bench[], options: BenchOptions, done: (result: Result) => void): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const bench of benches) {
    options.tell(`${bench.name}: ${bench.what}`);
    const result = { bench, measurements: await bench.run(options) };
    done(result);
    results.push(result);
  }
  return results;
}

/** The benches of these names, or all. @throws Error for a name that is not known */
function named(names: readonly string[]): readonly Bench[] {
  const stranger = names.find((name) => BENCHES.every((bench) => bench.name !== name));
  if (stranger !== undefined) throw new Error(`no bench is called ${stranger}`);
  return BENCHES.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function main(): Promise<void> {
  const { names, json: asJson, help, options } = commandLine(process.argv.slice(2));
  const benches = named(names);
  if (help) {
    console.log(USAGE);
    return;
  }
  const results = await measured(benches, options, (result) => {
    if (!asJson) console.log(table(result));
  });
  if (asJson) console.log(json(results));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
