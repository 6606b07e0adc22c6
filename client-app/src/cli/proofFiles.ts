import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { Fault } from '@tierline/chaincode/api';
import { MAX_PROOF_BYTES } from '../proving/proof';

/** Most bytes of a file of pins. */
const MAX_PINS_BYTES = 2_000_000;
/** Most bytes of an export: what a process can hold as text. */
const MAX_EXPORT_BYTES = 500_000_000;

/** The bytes of a proof. @throws Fault NOT_FOUND {field, value}; MALFORMED for one that is too large, or no file; NOT_AUTHORISED */
export function readProof(path: string): Uint8Array {
  return bytesOf(path, MAX_PROOF_BYTES);
}

/** Pins as they stand in their file; their form is the verifier's to judge. @throws Fault as {@link readProof} */
export function readPins(path: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytesOf(path, MAX_PINS_BYTES)).toString('utf8')) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault('MALFORMED', { field: '--pins', reason: 'not JSON', mend: 'tierline pins > pins.json' });
  }
}

/** The lines of an export. @throws Fault as {@link readProof} */
export function readExportLines(path: string): readonly string[] {
  return Buffer.from(bytesOf(path, MAX_EXPORT_BYTES)).toString('utf8').trimEnd().split('\n');
}

/** A file of at most so many bytes. @throws Fault as {@link readProof} */
export function bytesOf(path: string, limit: number): Uint8Array {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new Fault('MALFORMED', { field: 'file', value: path, reason: 'this is no file' });
    if (found.size > limit) throw new Fault('MALFORMED', { field: 'file', value: path, limit: `at most ${limit} bytes` });
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Fault('NOT_FOUND', { field: 'file', value: path, mend: 'check the path' });
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Fault('NOT_AUTHORISED', { field: 'file', value: path, mend: 'allow it to be read' });
    }
    throw error;
  }
}

/** Writes a file. @throws Fault UNAVAILABLE {file, reason} */
export function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new Fault('UNAVAILABLE', { file: path, reason: code });
  }
}
