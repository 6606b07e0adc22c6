import { CsvError, parse, type Options } from 'csv-parse/sync';
import { Fault } from '@tierline/chaincode/api';
import { MAX_COLUMNS, MAX_FIELD_CHARACTERS, MAX_HEAD_CHARACTERS, MAX_ROWS, MAX_ROWS_ABOVE_DATA } from './limits';
import { fileFault } from './refusal';

/** What may stand between two fields. */
export const DELIMITERS = [',', ';', '\t'] as const;
/** One of {@link DELIMITERS}. */
export type Delimiter = (typeof DELIMITERS)[number];

/** One row as it stands in the file. */
export interface Row {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The text with every line ended by LF, so that lines inside quotes are counted as an editor counts them. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/**
 * All rows of the text, rows with nothing in them left out. A quotation mark inside an unquoted field is a character.
 * @param text its lines ended by LF.
 * @throws Fault MALFORMED when a quotation mark is never closed, or there are too many rows or columns.
 */
export function parseRows(text: string, delimiter: Delimiter): readonly Row[] {
  const rows: Row[] = [];
  parseInto(rows, text, delimiter, {});
  return rows;
}

/** The first rows of the text, to find separator and header by: as many as can be parsed with this separator. */
export function parseHead(text: string, delimiter: Delimiter): readonly Row[] {
  const rows: Row[] = [];
  try {
    parseInto(rows, text.slice(0, MAX_HEAD_CHARACTERS), delimiter, { to: MAX_ROWS_ABOVE_DATA });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  return rows;
}

function parseInto(rows: Row[], text: string, delimiter: Delimiter, extent: { readonly to?: number }): void {
  let lastLine = 0;
  const options: Options = {
    ...extent,
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_COLUMNS * MAX_FIELD_CHARACTERS,
    on_record: (cells: string[], { lines }) => {
      lastLine = lines;
      if (cells.length > MAX_COLUMNS) throw tooMany('columns', cells.length, MAX_COLUMNS, lines);
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: lines - lineEndsIn(cells), cells });
      if (rows.length > MAX_ROWS) throw tooMany('rows', rows.length, MAX_ROWS, lines);
      return null;
    },
  };
  try {
    parse(text, options);
  } catch (error) {
    throw error instanceof CsvError ? unclosedQuote(lastLine + 1) : error;
  }
}

function lineEndsIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}

function tooMany(field: string, value: number, limit: number, line: number): Error {
  const reason = `line ${line} is beyond the limit of ${limit} ${field}`;
  return fileFault({ field, value: String(value), limit, reason, mend: 'split the file' });
}

function unclosedQuote(line: number): Error {
  return fileFault({
    field: 'row',
    value: `line ${line}`,
    limit: MAX_COLUMNS * MAX_FIELD_CHARACTERS,
    reason: `a quotation mark is opened on line ${line} or below and never closed`,
    mend: 'close it, or write it twice when it is part of the text',
  });
}
