import { WORDS } from './words';
import '@tierline/client-app/dist/quietFabric';
import type { Bench } from './bench/bench';
import { on } from './bench/fabric/fabricBench';
import { FABRIC_BENCHES } from './bench/fabric/registry';
import { withStage } from './bench/fabric/stage';
import { commandLine, SIZES, type BenchOptions, type LedgerKind } from './bench/options';
import { BENCHES } from './bench/registry';
import { json, table, type Result } from './bench/report';
import { median } from './bench/timing';

const LISTS: Readonly<Record<LedgerKind, readonly Pick<Bench, 'name' | 'what'>[]>> = { embedded: BENCHES, fabric: FABRIC_BENCHES };

function usage(ledger: LedgerKind): string {
  return [
    'npm run bench -- [--ledger fabric] [--json] [--api] [options] [name...]',
    '',
    ...Object.entries(SIZES).map(([name, { what, fallback }]) => `  --${name.padEnd(14)}${what}; ${fallback[ledger]} by default`),
    '',
    ...LISTS[ledger].map(({ name, what }) => `  ${name.padEnd(16)}${what}`),
  ].join('\n');
}

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
function named<B extends Pick<Bench, 'name'>>(benches: readonly B[], names: readonly string[]): readonly B[] {
  const stranger = names.find((name) => benches.every((bench) => bench.name !== name));
  if (stranger !== undefined) throw new Error(`no bench is called ${stranger}`);
  return benches.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function main(): Promise<void> {
  const { ledger, names, json: asJson, help, options } = commandLine(WORDS);
  if (help) {
    console.log(usage(ledger));
    return;
  }
  const done = (result: Result): void => {
    if (!asJson) console.log(table(result));
  };
  if (ledger === 'embedded') {
    const results = await measured(named(BENCHES, names), options, done);
    if (asJson) console.log(json(results, null));
    return;
  }
  const benches = named(FABRIC_BENCHES, names);
  await withStage(options, async (stage) => {
    const results = await measured(
      benches.map((bench) => on(stage, bench)),
      options,
      done,
    );
    if (asJson) console.log(json(results, stage.rates.length === 0 ? null : median(stage.rates)));
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
