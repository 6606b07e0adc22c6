import { Fault } from '@tierline/chaincode/api';
import type { Context } from './context';

/**
 * Asks a person for a secret, which is not shown while it is typed.
 * @param field what names a file with it instead @throws Fault MALFORMED {field} where nobody sits at a terminal, or nobody answers
 */
export async function secretTyped({ surroundings }: Context, question: string, field: string): Promise<string> {
  const typed = (await surroundings.ask?.(`${question}: `, true)) ?? null;
  if (typed === null)
    throw new Fault('MALFORMED', { field, reason: 'MISSING', mend: 'name a file with it, because nobody can be asked here' });
  return typed;
}
