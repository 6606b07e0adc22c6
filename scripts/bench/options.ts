import { parseArgs } from 'node:util';

/** Sizes that can be set: `--receivables 1000000`. Each with its default and its bounds. */
export const SIZES = {
  receivables: { what: 'receivables on the large ledger', fallback: 100_000, least: 2_000, most: 1_000_000 },
  callers: { what: 'concurrent callers', fallback: 50, least: 1, most: 500 },
  rounds: { what: 'rounds of which the median is taken', fallback: 9, least: 1, most: 99 },
  tokens: { what: 'tokens that one receivable is split into', fallback: 10_000, least: 200, most: 100_000 },
} as const;

type SizeName = keyof typeof SIZES;

/** How a bench is run. */
export type BenchOptions = { readonly [name in SizeName]: number } & {
  /** Tells a line of progress, on standard error. */
  readonly tell: (line: string) => void;
};

/** A command line that was understood. */
export interface CommandLine {
  /** Benches to run; all when empty. */
  readonly names: readonly string[];
  /** Whether one JSON document is printed instead of the table. */
  readonly json: boolean;
  readonly help: boolean;
  readonly options: BenchOptions;
}

/** Reads the command line. @throws Error naming what is wrong */
export function commandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      ...(Object.fromEntries(sizeNames().map((name) => [name, { type: 'string' }])) as Record<SizeName, { type: 'string' }>),
    },
  });
  const sizes = Object.fromEntries(sizeNames().map((name) => [name, sizeOf(name, values[name])])) as Record<SizeName, number>;
  const tell = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  return { names: positionals, json: values.json, help: values.help, options: { ...sizes, tell } };
}

function sizeNames(): readonly SizeName[] {
  return Object.keys(SIZES) as SizeName[];
}

function sizeOf(name: SizeName, text: string | undefined): number {
  const { fallback, least, most } = SIZES[name];
  if (text === undefined) return fallback;
  const size = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(size >= least && size <= most)) throw new Error(`--${name} takes a whole number from ${least} to ${most}`);
  return size;
}
