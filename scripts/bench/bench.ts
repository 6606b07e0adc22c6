import type { BenchOptions } from './options';

/** What a figure shall reach; `atLeast` or `atMost`, in the measurement's own unit. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One figure. */
export interface Measurement {
  /** What was measured, a short line in words. */
  readonly what: string;
  /** The figure itself, finite. */
  readonly figure: number;
  /** Unit of the figure: `tx/s`, `ms`, `x` for a ratio, `MB`. */
  readonly unit: string;
  /** Null for a figure that is only told. */
  readonly target: Target | null;
  /** What a ratio to the baseline is called where figures are compared from run to run. */
  readonly ratio?: string;
}

/** One benchmark; each lies in a file of its own and is listed in registry.ts. */
export interface Bench {
  /** Its name on the command line, kebab case. */
  readonly name: string;
  /** What it measures, one line. */
  readonly what: string;
  /**
   * Measures. It makes what it needs in temporary folders and removes them, prints nothing on standard output, and tells
   * its progress with `options.tell`.
   * @throws Error when what it did came out wrong: a figure about a wrong result is no figure
   */
  run(options: BenchOptions): Promise<readonly Measurement[]>;
}

/** Whether the figure reaches its target; null when it has none. */
export function isMet({ figure, target }: Measurement): boolean | null {
  if (target === null) return null;
  return 'atLeast' in target ? figure >= target.atLeast : figure <= target.atMost;
}
