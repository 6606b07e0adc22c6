import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Fault } from '@tierline/chaincode/api';
import type { Context } from './context';

/**
 * Asks a person for a secret, which is not shown while it is typed.
 * @param field what names a file with it instead @throws Fault MALFORMED {field} where nobody sits at a terminal
 */
export async function secretTyped(context: Context, question: string, field: string): Promise<string> {
  const { surroundings } = context;
  if (surroundings.served !== undefined || !process.stdin.isTTY)
    throw new Fault('MALFORMED', { field, reason: 'MISSING', mend: 'name a file with it, because nobody can be asked here' });
  surroundings.err(`${question}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    context.note('');
  }
}
