import { padded, widthOf } from './text';

/** A column: its title, and whether its cells stand to the right, as amounts do. */
export interface Column {
  readonly title: string;
  readonly isRight: boolean;
}

/** A column of words. */
export const left = (title: string): Column => ({ title, isRight: false });
/** A column of figures. */
export const right = (title: string): Column => ({ title, isRight: true });

/** Lines of a table with aligned columns: a line of titles, a rule, the rows. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, index) => rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), widthOf(title)));
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ isRight }, index) => padded(cells[index] ?? '', widths[index] ?? 0, isRight))
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)];
}

/** Lines of names and values: the names to the left, one pair a line. */
export function facts(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => widthOf(name)));
  return pairs.map(([name, value]) => `${padded(name, width, false)}  ${value}`);
}
