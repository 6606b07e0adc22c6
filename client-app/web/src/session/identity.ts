import type { Me } from '../api/answers';

/** The header in which a page repeats what `GET /api/v1/me` gave it, with each write: no page elsewhere can read that. */
const CSRF_HEADER = 'tierline-csrf';

let known: Pick<Me, 'user' | 'csrf'> | null = null;

/**
 * Keeps who is signed in; the cookie that proves it is not for scripts to read. Until it is read anew a page works for one person: it
 * sends nothing in the name of another, who has signed in in another tab.
 * @returns whether it is still the same one
 */
export function keepIdentity(me: Pick<Me, 'user' | 'csrf'>): boolean {
  const isSame = known === null || known.user === me.user;
  if (isSame) known = me;
  return isSame;
}

/** Who is signed in; empty where nobody is. */
export function currentUser(): string {
  return known?.user ?? '';
}

/** What a request shows besides its cookie. */
export function identityHeaders(): Readonly<Record<string, string>> {
  return typeof known?.csrf === 'string' ? { [CSRF_HEADER]: known.csrf } : {};
}

/** The address at which one signs in, and comes back to the page that is shown. */
export function signInAddress(): string {
  return `/signin?returnTo=${encodeURIComponent(location.pathname + location.search)}`;
}
