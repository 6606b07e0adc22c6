/** The header by which a demonstration identity is named. */
const USER_HEADER = 'tierline-user';
const KEY = 'tierline.user';

/** The demonstration identity that was chosen in this tab, or null. */
export function chosenUser(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Chooses a demonstration identity for this tab; null forgets it. */
export function chooseUser(user: string | null): void {
  if (user === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, user);
}

/** What every request shows of who sends it. */
export function identityHeaders(): Readonly<Record<string, string>> {
  const user = chosenUser();
  return user === null ? {} : { [USER_HEADER]: user };
}

/** The address of a stream or download, to which no header can be added. */
export function withIdentity(path: string): string {
  const user = chosenUser();
  if (user === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}as=${encodeURIComponent(user)}`;
}
