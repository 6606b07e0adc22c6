import { parseArgs } from 'node:util';

/** The ledgers that can be measured. */
export type LedgerKind = 'embedded' | 'fabric';

/** Sizes that can be set: `--receivables 1000000`. Each with its bounds and, for each ledger, its default. */
export const SIZES = {
  receivables: { what: 'receivables on the large ledger', fallback: { embedded: 100_000, fabric: 6_000 }, least: 2_000, most: 1_000_000 },
  callers: { what: 'concurrent callers', fallback: { embedded: 50, fabric: 64 }, least: 1, most: 500 },
  rounds: { what: 'rounds of which the median is taken', fallback: { embedded: 9, fabric: 3 }, least: 1, most: 99 },
  tokens: { what: 'tokens that one receivable is split into', fallback: { embedded: 10_000, fabric: 10_000 }, least: 200, most: 100_000 },
} as const;

type SizeName = keyof typeof SIZES;

/** How a bench is run. */
export type BenchOptions = { readonly [name in SizeName]: number } & {
  /** Tells a line of progress, on standard error. */
  readonly tell: (line: string) => void;
};

/** A command line that was understood. */
export interface CommandLine {
  readonly ledger: LedgerKind;
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
      ledger: { type: 'string', default: 'embedded' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      api: { type: 'boolean', default: false },
      ...(Object.fromEntries(sizeNames().map((name) => [name, { type: 'string' }])) as Record<SizeName, { type: 'string' }>),
    },
  });
  const ledger = ledgerOf(values.ledger);
  const sizes = Object.fromEntries(sizeNames().map((name) => [name, sizeOf(name, values[name], ledger)])) as Record<SizeName, number>;
  const tell = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const names = values.api ? ['api', ...positionals] : positionals;
  return { ledger, names, json: values.json, help: values.help, options: { ...sizes, tell } };
}

function ledgerOf(text: string): LedgerKind {
  if (text !== 'embedded' && text !== 'fabric') throw new Error('--ledger is embedded or fabric');
  return text;
}

function sizeNames(): readonly SizeName[] {
  return Object.keys(SIZES) as SizeName[];
}

function sizeOf(name: SizeName, text: string | undefined, ledger: LedgerKind): number {
  const { fallback, least, most } = SIZES[name];
  if (text === undefined) return fallback[ledger];
  const size = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(size >= least && size <= most)) throw new Error(`--${name} takes a whole number from ${least} to ${most}`);
  return size;
}
