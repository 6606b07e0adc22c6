import { findLayout, type Layout } from './layout';
import type { Encoding } from './encoding';
import type { ImportOptions } from './importOptions';
import { checkMapping, type Mapping } from './mapping';
import { plainText } from './plainText';
import { fileFault } from './refusal';
import { parseRows, withPlainLineEnds, type Row } from './sheet';
import { viewOf, type View } from './view';

/** A file of which it is known how to read it. */
export interface OpenedFile {
  readonly encoding: Encoding;
  readonly layout: Layout;
  readonly view: View;
  readonly mapping: Mapping;
  /** Currency of rows that name none; undefined: the file has a column for it. */
  readonly currency: string | undefined;
  /** The rows below the header that hold anything; at least one. */
  readonly rows: readonly Row[];
}

/**
 * Decodes a file, finds its header and cuts it into rows.
 * @throws Fault MALFORMED when it is no CSV text, has no usable header or no rows, or shows neither view nor currency.
 */
export function openFile(bytes: Uint8Array, options: ImportOptions): OpenedFile {
  const mapping = checkMapping(options.mapping ?? {});
  const { encoding, text: written } = plainText(bytes, mapping.encoding);
  const text = withPlainLineEnds(written);
  const layout = findLayout(text, mapping);
  const view = viewOf(layout.columns, options.view ?? mapping.view);
  const currency = options.currency ?? mapping.currency;
  const { header, places } = layout.columns;
  if (currency === undefined && places.currency === undefined) {
    throw fileFault({
      field: 'currency',
      value: header.join(', '),
      reason: 'no column of the file names the currency',
      mend: 'pass --currency, such as --currency CNY',
    });
  }
  const rows = parseRows(text, layout.delimiter).filter(({ line }) => line > layout.headerLine);
  if (rows.length === 0) {
    throw fileFault({
      field: 'file',
      value: `header on line ${layout.headerLine}`,
      reason: 'the file has a header and no rows',
      mend: 'export it again with its rows',
    });
  }
  return { encoding, layout, view, mapping, currency, rows };
}
