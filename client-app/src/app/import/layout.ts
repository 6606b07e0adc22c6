import { findColumns, missingColumns, refuseRepeatedColumns, type Columns } from './columns';
import { MAX_ROWS_ABOVE_DATA } from './limits';
import type { Mapping } from './mapping';
import { fileFault } from './refusal';
import { DELIMITERS, parseHead, type Delimiter } from './sheet';

/** How a file is laid out. */
export interface Layout {
  readonly delimiter: Delimiter;
  /** The line of the header; rows above it are skipped. */
  readonly headerLine: number;
  readonly columns: Columns;
}

interface Candidate extends Layout {
  /** How many fields have a column. */
  readonly found: number;
}

/**
 * Finds separator and header together: of the first 50 rows, cut by each separator, the one in which most fields have a
 * column; of equal ones the first. So a decimal comma is never taken for a separator.
 * @throws Fault MALFORMED when no row is a header, or the best one lacks the number, the date or the amount.
 */
export function findLayout(text: string, mapping: Mapping): Layout {
  const delimiters = mapping.delimiter === undefined ? DELIMITERS : [mapping.delimiter];
  const best = delimiters
    .flatMap((delimiter) => candidates(text, delimiter, mapping))
    .reduce<Candidate | null>((chosen, next) => (chosen === null || next.found > chosen.found ? next : chosen), null);
  if (best === null || best.found < 2) {
    throw fileFault({
      field: 'header',
      limit: MAX_ROWS_ABOVE_DATA,
      reason: `none of the first ${MAX_ROWS_ABOVE_DATA} rows is a header with names that are known`,
      mend: 'name the columns of number, date, party and amount in a mapping file',
    });
  }
  const missing = missingColumns(best.columns, mapping);
  if (missing.length > 0) {
    throw fileFault({
      field: missing.join(', '),
      value: best.columns.header.join(', '),
      reason: `the header on line ${best.headerLine} has no column for ${missing.join(', ')}`,
      mend: 'name the column in a mapping file, by the header that it has',
    });
  }
  refuseRepeatedColumns(best.columns, mapping);
  return best;
}

function candidates(text: string, delimiter: Delimiter, mapping: Mapping): readonly Candidate[] {
  return parseHead(text, delimiter).map(({ line, cells }) => {
    const columns = findColumns(cells, mapping);
    return { delimiter, headerLine: line, columns, found: Object.keys(columns.places).length };
  });
}
