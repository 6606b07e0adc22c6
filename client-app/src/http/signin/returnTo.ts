import { Fault } from '@tierline/chaincode/api';

const MAX_PATH = 2_000;
/** A path of our own: one slash and no second, no backslash, nothing that is not printable. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;
const HERE = 'http://here.invalid';

/** Where the browser goes after signing in: a path of this server. @throws Fault MALFORMED for anything else */
export function returnPath(given: unknown): string {
  if (given === undefined) return '/';
  const isOwn = typeof given === 'string' && given.length <= MAX_PATH && OWN_PATH.test(given) && new URL(given, HERE).origin === HERE;
  if (!isOwn) throw new Fault('MALFORMED', { field: 'returnTo', limit: 'a path of this server, as /work' });
  return given;
}
