import type { Session } from '../session/session';
import type { ConsentAct } from './typedData';

const KEY = 'tierline.signs';

/** Whether the reader signs also where nobody asks for it. */
export const signsAlways = (): boolean => localStorage.getItem(KEY) === 'always';

/** Keeps that choice. */
export function signAlways(always: boolean): void {
  if (always) localStorage.setItem(KEY, 'always');
  else localStorage.removeItem(KEY);
}

/** Whether the reader signs what nobody asks him to sign: he wants it, and has a key that counts. */
export const signsFreely = ({ me }: Pick<Session, 'me'>): boolean => signsAlways() && me.signingKeys.length > 0;

/** Whether an act may need a signature: only then the server is asked for what would be signed. */
export const maySign = (session: Pick<Session, 'me' | 'program'>, act: ConsentAct): boolean =>
  signsFreely(session) || session.program.consent.some((rule) => rule.act === act);
