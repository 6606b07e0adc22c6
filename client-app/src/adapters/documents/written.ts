import type { Paper, Sheet } from '../../ports/documents';
import type { PaperFonts } from './fonts';

/** A document that is to be written. */
export type WritingOrder =
  | { readonly format: 'pdf'; readonly paper: Paper; readonly fonts: PaperFonts }
  | { readonly format: 'csv' | 'xlsx'; readonly sheet: Sheet };

/** Writes a document; the library of its format is loaded for it. */
export async function written(order: WritingOrder): Promise<Uint8Array> {
  if (order.format === 'pdf') return (await import('./pdf.js')).pdfOf(order.paper, order.fonts);
  return order.format === 'csv' ? (await import('./csv.js')).csvOf(order.sheet) : (await import('./xlsx.js')).xlsxOf(order.sheet);
}
