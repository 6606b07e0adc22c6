import type { DocumentWriter } from '../../ports/documents';
import { paperFonts, type PaperFonts } from './fonts';
import { Press } from './press';

/** Writes documents; each library is loaded when it is first used. @param fonts those to print with, else what this machine has */
export function documentWriter(fonts: PaperFonts = paperFonts()): DocumentWriter {
  const press = new Press();
  return {
    printsChinese: fonts.hasChinese,
    csv: async (sheet) => (await import('./csv.js')).csvOf(sheet),
    xlsx: async (sheet) => (await import('./xlsx.js')).xlsxOf(sheet),
    pdf: (paper) => press.print({ paper, fonts }),
    calendar: async (file) => (await import('./calendar.js')).calendarOf(file),
  };
}
