import type { ProgramOfMe } from '../api/answers';
import type { ConsentAct } from './typedData';

const KEY = 'tierline.signs';

/** Whether the reader signs also where nobody asks for it. */
export const signsAlways = (): boolean => localStorage.getItem(KEY) === 'always';

/** Keeps that choice. */
export function signAlways(always: boolean): void {
  if (always) localStorage.setItem(KEY, 'always');
  else localStorage.removeItem(KEY);
}

/** Whether an act may need a signature: only then the server is asked for what would be signed. */
export const maySign = ({ consent }: ProgramOfMe, act: ConsentAct): boolean => signsAlways() || consent.some((rule) => rule.act === act);
