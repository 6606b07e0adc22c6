import { readFile, stat } from 'node:fs/promises';
import { Fault } from '@tierline/chaincode/api';
import { unreadable } from './documents';

/** Most bytes of a file that a person writes by hand. */
const MAX_BYTES = 2_000_000;

/** The text of a small UTF-8 file. @throws Fault UNAVAILABLE {file, reason} when it cannot be read; MALFORMED when it is too large */
export async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new Fault('MALFORMED', { file, field: 'file', value: size, limit: `at most ${MAX_BYTES} bytes` });
    return await readFile(file, 'utf8');
  } catch (error) {
    throw error instanceof Fault ? error : unreadable(file, error);
  }
}

/** The value in a small JSON file. @throws Fault as {@link readText} does; MALFORMED when it is not JSON */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault('MALFORMED', { file, field: 'file', problem: 'it is not JSON' });
  }
}
