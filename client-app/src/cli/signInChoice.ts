import { Fault } from '@tierline/chaincode/api';
import { refuseTyped } from '../app/typed';
import type { SignInChoice } from '../serve';
import type { OptionSpec } from './command';
import type { Context } from './context';

/** The claim that names the enrolled person when no other is named: what an issuer never gives to somebody else. */
const DEFAULT_CLAIM = 'sub';
/** The client's secret comes this way alone: a command line can be read by others. */
const SECRET_VARIABLE = 'TIERLINE_CLIENT_SECRET';
const MAX_ADDRESS = 500;
const CLAIM = /^[A-Za-z0-9_.:/-]{1,200}$/;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The options of signing in. */
export const SIGN_IN_OPTIONS: readonly OptionSpec[] = [
  { flags: '--dev-auth', does: 'sign-in for development: everybody is whom he chooses; not used when --issuer names another' },
  { flags: '--issuer <url>', does: 'the OpenID Connect issuer that people and systems sign in with' },
  { flags: '--client-id <id>', does: `this application at the issuer; its secret, if it has one, in ${SECRET_VARIABLE}` },
  { flags: '--audience <name>', does: 'whom access tokens must be meant for (default: the client id)' },
  { flags: '--person-claim <claim>', does: `the claim that names the enrolled person (default: ${DEFAULT_CLAIM})` },
  {
    flags: '--public-url <url>',
    does: 'the address under which browsers reach the application through a proxy, as https://tierline.example',
  },
];

/** How people sign in, as it was typed. @throws Fault MALFORMED */
export function signInChoice({ input, surroundings: { environment } }: Context): SignInChoice {
  const issuer = input.text('issuer');
  const isDevelopment = input.flag('dev-auth');
  if (issuer === null && !isDevelopment) {
    const mend = 'name an OpenID Connect issuer, or take --dev-auth on a machine of your own, where everybody is whom he chooses';
    throw new Fault('MALFORMED', { field: '--issuer', reason: 'MISSING', mend });
  }
  if (issuer === null) {
    if (input.text('public-url') === null) return { kind: 'development' };
    throw new Fault('MALFORMED', { field: '--public-url', problem: '--dev-auth is for this machine alone', mend: 'name an --issuer' });
  }
  const clientId = input.text('client-id');
  if (clientId === null) {
    throw new Fault('MALFORMED', { field: '--client-id', reason: 'MISSING', mend: 'say under which id the issuer knows this application' });
  }
  const personClaim = input.text('person-claim') ?? DEFAULT_CLAIM;
  if (!CLAIM.test(personClaim)) throw refuseTyped('--person-claim', personClaim, 'a name of letters, digits and _.:/-');
  return {
    kind: 'issuer',
    issuer: webAddress('--issuer', issuer),
    clientId,
    clientSecret: environment[SECRET_VARIABLE] || null,
    audience: input.text('audience') ?? clientId,
    personClaim,
  };
}

/** The public address without a slash at its end, as it was typed; null when none was. @throws Fault MALFORMED */
export function publicUrlIn({ input }: Context): string | null {
  const typed = input.text('public-url');
  if (typed === null) return null;
  const { origin, pathname, search, hash } = new URL(webAddress('--public-url', typed));
  if (pathname !== '/' || search !== '' || hash !== '') throw refuseTyped('--public-url', typed, 'an address without a path');
  return origin;
}

/** What is said of the sign-in when the server starts; empty when there is nothing to warn of. */
export function signInNotes({ input }: Context, choice: SignInChoice): readonly string[] {
  if (choice.kind === 'development') {
    return ['DEVELOPMENT SIGN-IN (--dev-auth): nobody proves who he is. Never let others reach this server.'];
  }
  return input.flag('dev-auth') ? [`--dev-auth is not used: people sign in with ${choice.issuer}`] : [];
}

/** Over https, or to this machine itself. */
function webAddress(field: string, typed: string): string {
  const address = typed.length <= MAX_ADDRESS && URL.canParse(typed) ? new URL(typed) : null;
  const isSafe = address !== null && (address.protocol === 'https:' || (address.protocol === 'http:' && LOOPBACK.has(address.hostname)));
  if (!isSafe) throw refuseTyped(field, typed, 'an https address, or http on this machine');
  return typed;
}
