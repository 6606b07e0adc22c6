import type { RefusedLine, SpoiltLine } from './drafts';
import type { Line } from './line';
import type { RowReader } from './rowReader';
import type { Row } from './sheet';

/** What the rows of a file say, one by one. */
export interface ReadRows {
  readonly lines: readonly Line[];
  readonly refused: readonly RefusedLine[];
  /** Of the refused rows, those whose document could be told. */
  readonly spoilt: readonly SpoiltLine[];
}

/** Reads each row for itself. */
export function readRows(rows: readonly Row[], reader: RowReader): ReadRows {
  const lines: Line[] = [];
  const refused: RefusedLine[] = [];
  const spoilt: SpoiltLine[] = [];
  for (const row of rows) {
    const reading = reader.read(row);
    if ('line' in reading) lines.push(reading.line);
    else {
      refused.push({ row: row.line, refusal: reading.refusal });
      if (reading.identity !== null) spoilt.push({ row: row.line, identity: reading.identity });
    }
  }
  return { lines, refused, spoilt };
}
