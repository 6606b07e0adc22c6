import { randomBytes } from 'node:crypto';
import type { Msp } from '@tierline/chaincode/api';
import { loadDevelopmentIssuer } from './adapters/devIssuer';
import { oidcIssuer } from './adapters/oidc/issuer';
import { introductions } from './app/introductions';
import type { Renewing } from './app/serverSettings';
import type { Sessions } from './app/session';
import { CALLBACK_PATH } from './http/signin/routes';
import { SignIn } from './http/signin/signIn';
import type { DoorsAt } from './http/server';
import { DEVELOPMENT_ISSUER_PATH } from './ports/signIn';

/** Who says who people are. */
export type SignInChoice =
  /** The issuer that is built in, where everybody is whom he chooses. */
  | { readonly kind: 'development' }
  | {
      readonly kind: 'issuer';
      readonly issuer: string;
      readonly clientId: string;
      readonly clientSecret: string | null;
      /** Whom access tokens must be meant for. */
      readonly audience: string;
      /** The claim that names the enrolled person. */
      readonly personClaim: string;
      /** What is asked of the issuer at a sign-in, divided by blanks. */
      readonly scope: string;
    };

/** What signing in depends on. */
export interface SignInSettings {
  readonly choice: SignInChoice;
  readonly sessions: Sessions;
  /** The organisations whose application this is. */
  readonly hosted: readonly Msp[];
  /** The address under which browsers reach the application through a proxy; null for its own. */
  readonly publicUrl: string | null;
  /** Milliseconds since 1970 UTC, of the machine: not of a ledger's clock. */
  readonly now: () => number;
  readonly renewing: Renewing;
  readonly alarm: (line: string) => void;
}

const PAGE = 'tierline-page';
const DEVELOPMENT_AUDIENCE = 'urn:tierline:api';
const SECRET_BYTES = 32;

/** Loads what signing in needs; the address, which the issuer must know, is told once the server listens. */
export async function doorsFor(settings: SignInSettings): Promise<DoorsAt> {
  const { choice } = settings;
  if (choice.kind === 'development') return developmentDoors(settings);
  return (own) => {
    const address = settings.publicUrl ?? own;
    const { kind: _kind, ...client } = choice;
    const flow = { redirectUri: `${address}${CALLBACK_PATH}`, home: `${address}/`, alwaysAsks: false };
    const issuer = oidcIssuer({ ...client, ...flow }, settings.now);
    return { signIn: new SignIn({ ...settings, issuer, address, isDevelopment: false }), developmentIssuer: null };
  };
}

async function developmentDoors({ sessions, hosted, now, renewing, alarm }: SignInSettings): Promise<DoorsAt> {
  const make = await loadDevelopmentIssuer();
  const page = { id: PAGE, secret: randomBytes(SECRET_BYTES).toString('hex') };
  const isEnrolled = async (user: string): Promise<boolean> => (await sessions.users()).includes(user);
  return (address) => {
    const issuer = `${address}${DEVELOPMENT_ISSUER_PATH}`;
    const redirectUri = `${address}${CALLBACK_PATH}`;
    const developmentIssuer = make(
      { issuer, page: { ...page, redirectUri }, audience: DEVELOPMENT_AUDIENCE, isEnrolled, path: DEVELOPMENT_ISSUER_PATH, alarm },
      () => introductions(sessions),
    );
    const client = { clientId: page.id, clientSecret: page.secret, audience: DEVELOPMENT_AUDIENCE, personClaim: 'sub', scope: 'openid' };
    const known = oidcIssuer({ issuer, ...client, redirectUri, home: `${address}/`, alwaysAsks: true }, now);
    return { signIn: new SignIn({ issuer: known, sessions, hosted, address, isDevelopment: true, renewing, now }), developmentIssuer };
  };
}
