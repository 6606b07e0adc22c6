import { Fault } from '@tierline/chaincode/api';
import { RENEWING, type Renewing } from '../app/serverSettings';
import { refuseTyped } from '../app/typed';
import type { SignInChoice } from '../serve';
import type { OptionSpec } from './command';
import type { Context } from './context';
import { wholeIn } from './operatorOptions';

/** The claim that names the enrolled person when no other is named: what an issuer never gives to somebody else. */
const DEFAULT_CLAIM = 'sub';
const DEFAULT_SCOPE = 'openid';
const SECOND_MS = 1_000;
const [LEAST_SECONDS, MOST_SECONDS] = [10, 3_600];
/** The client's secret comes this way alone: a command line can be read by others. */
const SECRET_VARIABLE = 'TIERLINE_CLIENT_SECRET';
const MAX_ADDRESS = 500;
/** Words of RFC 6749; without `openid` there is no id token. */
const SCOPE = /^(?=(.* )?openid( |$))[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;
const MAX_SCOPE = 500;
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
    flags: '--scope <words>',
    does: `what is asked of the issuer at a sign-in (default: ${DEFAULT_SCOPE}); offline_access where it gives refresh tokens to those alone who ask`,
  },
  {
    flags: '--renew-after <seconds>',
    does: `after which the issuer is asked again whether it stands by who has signed in (default: ${RENEWING.afterMs / SECOND_MS})`,
  },
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
  return {
    kind: 'issuer',
    issuer: webAddress('--issuer', issuer),
    clientId,
    clientSecret: environment[SECRET_VARIABLE] || null,
    audience: input.text('audience') ?? clientId,
    personClaim: claimIn(input.text('person-claim') ?? DEFAULT_CLAIM),
    scope: scopeIn(input.text('scope') ?? DEFAULT_SCOPE),
  };
}

function claimIn(typed: string): string {
  if (!CLAIM.test(typed)) throw refuseTyped('--person-claim', typed, 'a name of letters, digits and _.:/-');
  return typed;
}

function scopeIn(typed: string): string {
  if (typed.length > MAX_SCOPE || !SCOPE.test(typed)) throw refuseTyped('--scope', typed, 'words divided by blanks, openid among them');
  return typed;
}

/** How often the issuer is asked again, as it was typed; nothing where it was not. @throws Fault MALFORMED */
export function renewingIn({ input }: Context): { readonly renewing?: Renewing } {
  const typed = input.text('renew-after');
  if (typed === null) return {};
  const seconds = wholeIn('--renew-after', typed, [LEAST_SECONDS, MOST_SECONDS]);
  return { renewing: { ...RENEWING, afterMs: seconds * SECOND_MS } };
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
