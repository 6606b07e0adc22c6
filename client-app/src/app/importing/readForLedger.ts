import { basename } from 'node:path';
import { Fault } from '@tierline/chaincode/api';
import { readFileBytes } from '../import/fileBytes';
import type { ImportedFile } from '../import/importedFile';
import type { ImportOptions } from '../import/importOptions';
import { parseMapping, type Mapping } from '../import/mapping';
import { openFile } from '../import/openedFile';
import type { OwnParty } from '../import/parties';
import { readReceivables } from '../import/readReceivables';
import type { View } from '../import/view';

/** How files are read. */
export interface ReadOptions {
  readonly view: View | null;
  readonly currency: string | null;
  /** Path of a mapping file. */
  readonly mapping: string | null;
  /** Days from issue to due date where a file has no due date. */
  readonly termDays: number;
  /** The company of the file's own side, where the file has no column for it. */
  readonly own: (view: View) => OwnParty | null;
}

/** Reads a receivables file from disk. @throws Fault naming the file, what is wrong and how to mend it */
export function readForLedger(path: string, { mapping, ...options }: ReadOptions): ImportedFile {
  return readBytesForLedger(readFileBytes(path), { ...options, fileName: basename(path), mapping: mappingOf(mapping) });
}

/** How a file is read whose bytes are there. */
export interface ReadBytesOptions extends Omit<ReadOptions, 'mapping'> {
  /** Its name, to call it by. */
  readonly fileName: string;
  readonly mapping: Mapping | null;
}

/** Reads a receivables file. @throws Fault naming the file, what is wrong and how to mend it */
export function readBytesForLedger(
  bytes: Uint8Array,
  { fileName, view, currency, mapping, termDays, own }: ReadBytesOptions,
): ImportedFile {
  const options: ImportOptions = {
    fileName,
    termDays,
    ...given('view', view),
    ...given('currency', currency),
    ...given('mapping', mapping),
  };
  const counterparty = own(viewOf(bytes, options));
  return readReceivables(bytes, counterparty === null ? options : { ...options, counterparty });
}

/** Whose file it is. @throws Fault naming the file */
function viewOf(bytes: Uint8Array, options: ImportOptions): View {
  try {
    return openFile(bytes, options).view;
  } catch (error) {
    throw error instanceof Fault ? new Fault(error.code, { file: options.fileName, ...error.details }) : error;
  }
}

function mappingOf(path: string | null): Mapping | null {
  return path === null ? null : parseMapping(Buffer.from(readFileBytes(path)).toString('utf8'));
}

const given = <K extends string, V>(name: K, value: V | null): { readonly [name in K]?: V } =>
  value === null ? {} : ({ [name]: value } as { readonly [name in K]: V });
