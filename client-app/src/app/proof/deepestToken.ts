import { Fault } from '@tierline/chaincode/api';
import type { Desk } from '../desk';
import { livesOf } from '../lives';
import { scheduleOf } from '../receivables';
import { lineageOf } from './lineageOf';

/** Of the tokens of a receivable that are, the one that came the longest way. @throws Fault NOT_FOUND */
export async function deepestToken({ session: { books }, view }: Desk, receivable: string): Promise<string> {
  const lives = await livesOf(books, view, scheduleOf(receivable), receivable);
  const steps = lives.filter(({ ended }) => ended === null).map(({ id }) => ({ id, count: lineageOf(lives, id).length }));
  const [deepest] = steps.sort((a, b) => b.count - a.count);
  if (deepest === undefined) throw new Fault('NOT_FOUND', { kind: 'token', id: receivable });
  return deepest.id;
}
