import { stringify } from 'csv-stringify/sync';
import type { Sheet } from '../../ports/documents';
import { cellText } from './cells';
import { harmless } from './harmless';

/** A sheet as CSV (RFC 4180) in UTF-8; the byte-order mark tells spreadsheets so. */
export function csvOf({ columns, rows, currency }: Sheet): Uint8Array {
  const titles = columns.map(({ title }) => harmless(title));
  const lines = rows.map((row) => columns.map((column, index) => cellText(row[index] ?? null, column, currency)));
  return Buffer.from(stringify([titles, ...lines], { bom: true, record_delimiter: 'windows' }), 'utf8');
}
