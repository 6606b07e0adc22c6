import { expect } from 'chai';
import { Fault } from '@tierline/chaincode/api';
import type { ImportedFile } from '@tierline/client-app/dist/app/import/importedFile';
import type { ImportOptions } from '@tierline/client-app/dist/app/import/importOptions';
import { readReceivables } from '@tierline/client-app/dist/app/import/readReceivables';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A payable file of these rows under a header that names everything. */
export const HEADER = 'Invoice No,Invoice Date,Due Date,Supplier,Buyer,Currency,Amount';

/** Reads a text as a file; one debtor and terms of 60 days unless told otherwise. */
export function readText(text: string, options: Partial<ImportOptions> = {}): ImportedFile {
  return readReceivables(utf8(text), { fileName: 'test.csv', termDays: 60, ...options });
}

/** Reads rows under {@link HEADER}. */
export function readLines(rows: readonly string[], options: Partial<ImportOptions> = {}): ImportedFile {
  return readText([HEADER, ...rows].join('\n'), options);
}

/** The details of the fault that the action ends in; fails when it ends otherwise. */
export function detailsOf(action: () => unknown): { code: string; [name: string]: unknown } {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return { ...error.details, code: error.code };
    throw error;
  }
  return expect.fail('a fault was expected');
}

/** Row, field and code of each refused row. */
export function refusals({ refused }: ImportedFile): readonly (readonly [number, string, string])[] {
  return refused.map(({ row, field, code }) => [row, field, code]);
}

/** Number and net amount of each document. */
export function amounts({ documents }: ImportedFile): readonly (readonly [string, bigint])[] {
  return documents.map(({ number, amountMinor }) => [number, amountMinor]);
}

/** The text in GB18030, for characters of one or two bytes. */
export function gb18030(text: string): Uint8Array {
  const bytesOf = gbTable();
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      if (character < '\u0080') return [character.charCodeAt(0)];
      return bytesOf.get(character) ?? expect.fail(`no two-byte GB18030 form: ${character}`);
    }),
  );
}

/** The text in UTF-16, without byte-order mark. */
export function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(order === 'little' ? bytes : bytes.swap16());
}

let table: Map<string, readonly number[]> | null = null;
function gbTable(): ReadonlyMap<string, readonly number[]> {
  if (table !== null) return table;
  const decoder = new TextDecoder('gb18030');
  table = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (Array.from(text).length === 1 && text !== '\ufffd') table.set(text, [lead, trail]);
    }
  }
  return table;
}
