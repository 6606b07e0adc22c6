import { fileFault } from './refusal';

/** The encodings that are read, under the names of the WHATWG encoding standard. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
/** One of {@link ENCODINGS}. */
export type Encoding = (typeof ENCODINGS)[number];

/** A file's text, without byte-order mark, and the encoding it was read in. */
export interface DecodedText {
  readonly encoding: Encoding;
  readonly text: string;
}

const BYTE_ORDER_MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Bytes that Windows-1252 leaves undefined: no text has them. */
const UNDEFINED_IN_1252: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** The characters of Windows-1252's bytes 80 to 9F, in order; `\u0081` and its like stand for undefined ones. */
const UPPER_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const SAMPLE_BYTES = 4_096;
const CLEAR_TIMES = 10;
const LONG_RUN_BYTES = 4;

/**
 * Decodes a file in the named encoding, or in the one that its bytes show: a byte-order mark, else the zero bytes of
 * UTF-16, else strict UTF-8, else GB18030 when it reads as Chinese, else Windows-1252 when it reads as a western language.
 * @throws Fault MALFORMED when the bytes are not of the named encoding, or show none.
 */
export function decodeText(bytes: Uint8Array, named?: Encoding): DecodedText {
  const encoding = named ?? detectEncoding(bytes);
  const text = encoding === null ? null : decode(bytes, encoding);
  if (encoding === null || text === null) {
    throw fileFault({
      field: 'encoding',
      value: named ?? 'unknown',
      limit: ENCODINGS.join(', '),
      reason: 'the characters of the file cannot be read',
      mend: 'save it as CSV UTF-8, or name its encoding in the mapping file',
    });
  }
  return { encoding, text };
}

function detectEncoding(bytes: Uint8Array): Encoding | null {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return marked[0];
  const wide = wideEncoding(bytes);
  if (wide !== null) return wide;
  if (decode(bytes, 'utf-8') !== null) return 'utf-8';
  const high = highBytes(bytes);
  if (high.inLongRuns * 2 >= high.count) return readsAsChinese(bytes) && decode(bytes, 'gb18030') !== null ? 'gb18030' : null;
  return high.undefinedIn1252 === 0 ? 'windows-1252' : null;
}

/** Lone surrogates of UTF-16 become U+FFFD, which is refused in the row that holds it; the others are read strictly. */
function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: !encoding.startsWith('utf-16') }).decode(bytes);
    return encoding === 'windows-1252' ? withUpper1252(text) : text;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Releases of Node 20 and 22 decode Windows-1252 as Latin-1, which has controls where Windows-1252 has letters and quotes. */
function withUpper1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => UPPER_1252.charAt(control.charCodeAt(0) - 0x80));
}

/** UTF-16 without a mark: every separator and digit has a zero byte on the same side, where a Chinese character rarely has one. */
function wideEncoding(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let evenZeros = 0;
  let oddZeros = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  });
  const enough = sample.length / 10;
  if (oddZeros > enough && oddZeros > CLEAR_TIMES * evenZeros) return 'utf-16le';
  return evenZeros > enough && evenZeros > CLEAR_TIMES * oddZeros ? 'utf-16be' : null;
}

/**
 * Chinese names are several characters of two high bytes each, so their high bytes stand in long runs; an accented letter
 * of Windows-1252 stands among plain ones.
 */
function highBytes(bytes: Uint8Array): { count: number; inLongRuns: number; undefinedIn1252: number } {
  const found = { count: 0, inLongRuns: 0, undefinedIn1252: 0 };
  let run = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x80) {
      run += 1;
      if (UNDEFINED_IN_1252.has(byte)) found.undefinedIn1252 += 1;
    } else if (run > 0) {
      found.count += run;
      if (run >= LONG_RUN_BYTES) found.inLongRuns += run;
      run = 0;
    }
  }
  return found;
}

/** Whether most characters are of GB 2312's symbols and everyday hanzi (rows 1-9 and 16-55), as in every Chinese text. */
function readsAsChinese(bytes: Uint8Array): boolean {
  let characters = 0;
  let everyday = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] as number;
    if (lead <= 0x80) continue;
    const trail = bytes[index + 1] ?? 0;
    characters += 1;
    if (isEverydayLead(lead) && trail >= 0xa1) everyday += 1;
    index += trail >= 0x30 && trail <= 0x39 ? 3 : 1;
  }
  return everyday * 2 > characters;
}

const isEverydayLead = (lead: number): boolean => (lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xd7);
