import { cpus, totalmem } from 'node:os';
import { isMet, type Bench, type Measurement, type Target } from './bench';

/** A bench with what it measured. */
export interface Result {
  readonly bench: Bench;
  readonly measurements: readonly Measurement[];
}

const COLUMNS = ['what', 'figure', 'unit', 'target', ''] as const;

/** One table for all figures, a block for each bench. */
export function table(results: readonly Result[]): string {
  const rows = results.flatMap(({ bench, measurements }) => [[`${bench.name}: ${bench.what}`], ...measurements.map(cells)]);
  const widths = COLUMNS.map((title, column) =>
    Math.max(...[[...COLUMNS], ...rows.filter(isFull)].map((row) => (row[column] ?? title).length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(COLUMNS), ...rows.map((row) => (isFull(row) ? line(row) : `\n${row[0]}`))].join('\n');
}

/** All figures as one JSON document, with the machine on which they were measured. */
export function json(results: readonly Result[]): string {
  const [cpu] = cpus();
  const machine = { node: process.version, cpu: cpu?.model ?? '', cores: cpus().length, memoryMb: Math.round(totalmem() / 2 ** 20) };
  const benches = results.map(({ bench: { name, what }, measurements }) => ({
    name,
    what,
    measurements: measurements.map((measurement) => ({ ...measurement, met: isMet(measurement) })),
  }));
  return JSON.stringify({ machine, benches }, null, 2);
}

const isFull = (row: readonly string[]): boolean => row.length > 1;

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
