import { stringify } from 'csv-stringify/browser/esm/sync';
import writeXlsxFile from 'write-excel-file/browser';
import { saveBlob } from './saveBlob';

/** A spreadsheet keeps so many digits of a number; longer ones are written as text. */
const SAFE_DIGITS = 15;
/** What a spreadsheet could take for a formula, half width and full width. */
const FORMULA = /^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;

/**
 * Saves a table as a file on the reader's machine.
 * @param table the header first; cells as text, numbers as plain decimals
 * @param isNumber by column
 */
export async function saveTable(
  name: string,
  kind: 'csv' | 'xlsx',
  table: readonly (readonly string[])[],
  isNumber: readonly boolean[],
): Promise<void> {
  const harmless = (cell: string, column: number): string => (isNumber[column] !== true && FORMULA.test(cell) ? `'${cell}` : cell);
  if (kind === 'csv') {
    const text = stringify(
      table.map((row) => row.map(harmless)),
      { bom: true, record_delimiter: '\r\n' },
    );
    saveBlob(`${name}.csv`, new Blob([text], { type: 'text/csv' }));
    return;
  }
  const cells = table.map((row, place) =>
    row.map((cell, column) => (place === 0 ? heading(cell) : cellOf(cell, isNumber[column] === true))),
  );
  saveBlob(`${name}.xlsx`, await writeXlsxFile(cells).toBlob());
}

const heading = (value: string) => ({ value, fontWeight: 'bold' as const });

function cellOf(cell: string, isNumber: boolean) {
  const isWritten = isNumber && /^-?\d+(\.\d+)?$/.test(cell) && cell.replace(/\D/g, '').length <= SAFE_DIGITS;
  return isWritten ? { value: Number(cell), format: cell.includes('.') ? '#,##0.00' : '#,##0' } : { value: cell, type: String };
}
