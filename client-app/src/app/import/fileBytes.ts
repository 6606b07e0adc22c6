import { readFileSync, statSync } from 'node:fs';
import { Fault } from '@tierline/chaincode/api';
import { MAX_FILE_BYTES } from './limits';
import { fileFault } from './refusal';

/**
 * The bytes of a file on disk, looked at before they are read.
 * @throws Fault NOT_FOUND {file} when there is none; MALFORMED when it is a directory or another thing than a file, or too
 * large; NOT_AUTHORISED when it may not be read.
 */
export function readFileBytes(path: string): Uint8Array {
  try {
    const found = statSync(path);
    if (!found.isFile()) {
      const what = found.isDirectory() ? 'a directory' : 'not a file';
      throw fileFault({ field: 'file', value: path, reason: `this is ${what}`, mend: 'name a CSV file' });
    }
    if (found.size > MAX_FILE_BYTES) {
      throw fileFault({
        field: 'file',
        value: path,
        limit: MAX_FILE_BYTES,
        reason: `the file has ${found.size} bytes`,
        mend: 'split it into smaller files',
      });
    }
    return readFileSync(path);
  } catch (error) {
    throw faultOfSystem(error, path);
  }
}

function faultOfSystem(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Fault('NOT_FOUND', { field: 'file', value: path, mend: 'check the path' });
  if (code === 'EACCES' || code === 'EPERM') {
    return new Fault('NOT_AUTHORISED', { field: 'file', value: path, mend: 'allow it to be read' });
  }
  return error;
}
