import { decodeText, type DecodedText, type Encoding } from './encoding';
import { MAX_FILE_BYTES } from './limits';
import { fileFault } from './refusal';

/** First bytes of files that are not text, with what they are. */
const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['an Excel workbook (xlsx) or another zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty zip archive', [0x50, 0x4b, 0x05, 0x06]],
  ['an old Excel workbook (xls)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
];
const CONTROLS = /(?!\s)\p{Cc}/gu;
const SAMPLE_CHARACTERS = 4_096;
const MAX_STRAY_CONTROLS = 4;
const MAX_CONTROLS_PER_CHARACTER = 0.01;

/**
 * The text of a file that is text.
 * @throws Fault MALFORMED when the file is empty, too large, a workbook or another binary file, or in no known encoding.
 */
export function plainText(bytes: Uint8Array, encoding?: Encoding): DecodedText {
  if (bytes.length > MAX_FILE_BYTES) {
    throw fileFault({
      field: 'file',
      value: `${bytes.length} bytes`,
      limit: MAX_FILE_BYTES,
      reason: 'the file is too large',
      mend: 'split it into smaller files',
    });
  }
  const magic = MAGIC.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (magic !== undefined) throw notText(magic[0]);
  const decoded = decodeText(bytes, encoding);
  if (decoded.text.trim() === '') {
    throw fileFault({ field: 'file', reason: 'the file is empty', mend: 'export it again with a header and its rows' });
  }
  const sample = decoded.text.slice(0, SAMPLE_CHARACTERS);
  const controls = sample.match(CONTROLS)?.length ?? 0;
  if (controls > Math.max(MAX_STRAY_CONTROLS, sample.length * MAX_CONTROLS_PER_CHARACTER)) throw notText('a binary file');
  return decoded;
}

function notText(what: string): Error {
  return fileFault({ field: 'file', value: what, reason: `the file is ${what}, not CSV text`, mend: 'export or save it as CSV UTF-8' });
}
