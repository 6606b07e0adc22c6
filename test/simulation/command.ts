import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { describe } from './operation';
import { play } from './play';
import { summary, told, toldShrunk } from './report';
import { shrink } from './shrink';

const USAGE = [
  'npm run sim -- --seed N --ops N [--each] [--shrink]',
  '',
  '  --seed     what everything follows from: 1 by default',
  '  --ops      operations to play: 1000 by default',
  '  --each     prints every operation',
  '  --shrink   when something is wrong, look for the smallest run that still is',
];
const SHRINK_TIMEOUT_MS = 300_000;
const MAX_SEED = 2 ** 40;
const MAX_OPERATIONS = 100_000_000;

interface Wanted {
  readonly seed: number;
  readonly operations: number;
  readonly printsEach: boolean;
  readonly shrinks: boolean;
}

/** @throws Error for an option that is not known or not a whole number within its limits */
function wanted(args: readonly string[]): Wanted | null {
  const flag = { type: 'boolean' } as const;
  const options = { seed: { type: 'string' }, ops: { type: 'string' }, each: flag, shrink: flag, help: flag } as const;
  const { values } = parseArgs({ args: [...args], options, strict: true });
  if (values.help === true) return null;
  const whole = (name: string, text: string, limit: number): number => {
    const value = Number(text);
    if (!/^[0-9]+$/.test(text) || value > limit) throw new Error(`--${name} is a whole number of at most ${limit}`);
    return value;
  };
  return {
    seed: whole('seed', values.seed ?? '1', MAX_SEED),
    operations: whole('ops', values.ops ?? '1000', MAX_OPERATIONS),
    printsEach: values.each === true,
    shrinks: values.shrink === true,
  };
}

/** Plays a simulation as the command line says. @returns the exit code: 0 all well, 1 something is wrong, 2 a wrong command line */
export async function command(args: readonly string[], print: (line: string) => void): Promise<number> {
  let options: Wanted | null = null;
  try {
    options = wanted(args);
  } catch (error) {
    [error instanceof Error ? error.message : String(error), '', ...USAGE].forEach(print);
    return 2;
  }
  if (options === null) {
    USAGE.forEach(print);
    return 0;
  }
  const { seed, operations, printsEach, shrinks } = options;
  print(`seed ${seed}, ${operations} operations`);
  const begun = performance.now();
  const result = await play({
    seed,
    operations,
    progress: print,
    onOperation: (number, operation) => (printsEach ? print(`${number} ${describe(operation)}`) : undefined),
  });
  summary(result, performance.now() - begun).forEach(print);
  if (result.found === null) return 0;
  ['', 'SOMETHING IS WRONG', ...told(result.found)].forEach(print);
  if (shrinks) toldShrunk(await shrink(result.found, { timeoutMs: SHRINK_TIMEOUT_MS, now: Date.now })).forEach(print);
  return 1;
}
