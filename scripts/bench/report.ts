import { cpus, totalmem } from 'node:os';
import { isMet, type Bench, type Measurement, type Target } from './bench';

/** A bench with what it measured. */
export interface Result {
  readonly bench: Bench;
  readonly measurements: readonly Measurement[];
}

const COLUMNS: readonly string[] = ['  what', 'figure', 'unit', 'target', ''];

/** The figures of one bench as a table. */
export function table({ bench, measurements }: Result): string {
  const rows = [COLUMNS, ...measurements.map(cells)];
  const widths = COLUMNS.map((_title, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [`${bench.name}: ${bench.what}`, ...rows.map(line), ''].join('\n');
}

/**
 * All figures as one JSON document, with the machine on which they were measured; `ratios` are those to the baseline.
 * @param baselineTxPerSecond null where none was measured
 */
export function json(results: readonly Result[], baselineTxPerSecond: number | null): string {
  const [cpu] = cpus();
  const machine = { node: process.version, cpu: cpu?.model ?? '', cores: cpus().length, memoryMb: Math.round(totalmem() / 2 ** 20) };
  const benches = results.map(({ bench: { name, what }, measurements }) => ({
    name,
    what,
    measurements: measurements.map((measurement) => ({ ...measurement, met: isMet(measurement) })),
  }));
  const named = results.flatMap(({ measurements }) =>
    measurements.flatMap(({ ratio, figure }) => (ratio === undefined ? [] : [[ratio, figure]])),
  );
  const compared =
    baselineTxPerSecond === null
      ? {}
      : { baseline: { txPerSecond: baselineTxPerSecond }, ratios: Object.fromEntries(named) as Readonly<Record<string, number>> };
  return JSON.stringify({ machine, ...compared, benches }, null, 2);
}

function cells(measurement: Measurement): readonly string[] {
  const met = isMet(measurement);
  const verdict = met === null ? '' : met ? 'met' : 'NOT MET';
  return [`  ${measurement.what}`, figureText(measurement.figure), measurement.unit, targetText(measurement.target), verdict];
}

function targetText(target: Target | null): string {
  if (target === null) return '';
  return 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
}

function figureText(figure: number): string {
  return Math.abs(figure) >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}
