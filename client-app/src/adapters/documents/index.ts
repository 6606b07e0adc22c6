import type { DocumentWriter, Sheet } from '../../ports/documents';
import { written } from './written';
import { paperFonts, type PaperFonts } from './fonts';
import { Press } from './press';

/** A sheet of so many rows is written at once; a larger one in a thread apart. */
const SMALL_ROWS = 500;

/** Writes documents; each library is loaded when it is first used. @param fonts those to print with, else what this machine has */
export function documentWriter(fonts: PaperFonts = paperFonts()): DocumentWriter {
  const press = new Press();
  const sheetAs = (format: 'csv' | 'xlsx', sheet: Sheet): Promise<Uint8Array> =>
    sheet.rows.length <= SMALL_ROWS ? written({ format, sheet }) : press.write({ format, sheet });
  return {
    printsChinese: fonts.hasChinese,
    csv: (sheet) => sheetAs('csv', sheet),
    xlsx: (sheet) => sheetAs('xlsx', sheet),
    pdf: (paper) => press.write({ format: 'pdf', paper, fonts }),
    calendar: async (file) => (await import('./calendar.js')).calendarOf(file),
  };
}
