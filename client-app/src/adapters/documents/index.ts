import type { DocumentWriter } from '../../ports/documents';
import { CallGate } from '../callGate';
import { paperFonts, type PaperFonts } from './fonts';

/** Papers that are printed at a time, at most: each takes this process for some tenths of a second. */
const MAX_PRINTED = 8;

/** Writes documents; each library is loaded when it is first used. @param fonts those to print with, else what this machine has */
export function documentWriter(fonts: PaperFonts = paperFonts()): DocumentWriter {
  const press = new CallGate(MAX_PRINTED, null);
  return {
    printsChinese: fonts.hasChinese,
    csv: async (sheet) => (await import('./csv.js')).csvOf(sheet),
    xlsx: async (sheet) => (await import('./xlsx.js')).xlsxOf(sheet),
    pdf: (paper) => press.admitted(async () => (await import('./pdf.js')).pdfOf(paper, fonts)),
    calendar: async (file) => (await import('./calendar.js')).calendarOf(file),
  };
}
