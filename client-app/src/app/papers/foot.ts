import type { Language } from '../../ports/documents';
import type { ProgramView } from '../programs';
import { phrase } from './phrases';

/** The line at the foot of a page: which program, in which mode, on which business date, and when the paper was made. */
export function footOf({ id, head, time }: ProgramView, madeAt: string, language: Language): string {
  const mode = head.mode === 'DEMO' ? ' DEMO' : '';
  return `Tierline · ${id}${mode} · ${phrase('businessDate', language)} ${time.today} · ${phrase('madeAt', language)} ${madeAt}`;
}
