import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AdapterFactory, Configuration } from 'oidc-provider';
import { PeopleAsClients } from './clients';
import { Memory } from './memory';
import { INTRODUCED_IN, introducedIn } from '../../ports/signIn';
import { plainPage } from './peoplePage';

const ALGORITHM = 'ES256';
const KEY_BYTES = 32;
const HOUR_SECONDS = 3_600;
const TEN_MINUTES_SECONDS = 600;
/** As long as a session of the page may last. */
const WORKDAY_SECONDS = 10 * HOUR_SECONDS;
/** Seconds that each thing lives. */
const LIVES = {
  AccessToken: HOUR_SECONDS,
  AuthorizationCode: 60,
  ClientCredentials: HOUR_SECONDS,
  Grant: WORKDAY_SECONDS,
  IdToken: TEN_MINUTES_SECONDS,
  Interaction: TEN_MINUTES_SECONDS,
  RefreshToken: WORKDAY_SECONDS,
  Session: TEN_MINUTES_SECONDS,
} as const;

/** What the development issuer is made from. */
export interface DevelopmentSettings {
  /** Its identifier: the server's address and its path. */
  readonly issuer: string;
  /** The page as its client. */
  readonly page: { readonly id: string; readonly secret: string; readonly redirectUri: string };
  /** Whom access tokens are meant for. */
  readonly audience: string;
  readonly isEnrolled: (user: string) => Promise<boolean>;
  /** Where it is mounted on the server, as `/dev-issuer`. */
  readonly path: string;
  /** Told of bugs, in one line. */
  readonly alarm: (line: string) => void;
}

/** The settings of the library: keys and secrets are made here, for as long as the process lives. */
export function configurationOf({ page, audience, isEnrolled, path, issuer }: DevelopmentSettings): Configuration {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  // Browsers keep one jar of cookies for all ports of a host.
  const { port } = new URL(issuer);
  const cookie = { path, httpOnly: true, sameSite: 'lax', signed: true } as const;
  return {
    adapter: adaptersFor(isEnrolled),
    clients: [
      {
        client_id: page.id,
        client_secret: page.secret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [page.redirectUri],
        id_token_signed_response_alg: ALGORITHM,
      },
    ],
    jwks: { keys: [{ ...key, alg: ALGORITHM, use: 'sig', kid: randomBytes(8).toString('hex') }] as never },
    cookies: {
      keys: [randomBytes(KEY_BYTES).toString('hex')],
      names: { session: `dev-issuer-${port}`, interaction: `dev-issuer-choice-${port}`, resume: `dev-issuer-resume-${port}` },
      long: cookie,
      short: cookie,
    },
    clientAuthMethods: ['client_secret_basic'],
    clientDefaults: { id_token_signed_response_alg: ALGORITHM },
    enabledJWA: { idTokenSigningAlgValues: [ALGORITHM] },
    responseTypes: ['code'],
    scopes: ['openid'],
    pkce: { required: () => true },
    findAccount: async (_context, id) =>
      (await isEnrolled(id)) ? { accountId: id, claims: () => Promise.resolve({ sub: id }) } : undefined,
    interactions: { url: (_context, { uid }) => `${path}/people/${uid}` },
    expiresWithSession: () => false,
    issueRefreshToken: (_context, client) => client.clientId === page.id,
    rotateRefreshToken: true,
    renderError: (context, { error }) => {
      context.type = 'html';
      context.body = plainPage(introducedIn(context.acceptsLanguages(...INTRODUCED_IN)), 'stopped', error);
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: LIVES,
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: tokensFor(audience, page.id),
    },
  };
}

/** Access tokens are for the application. The page's own is for nothing: only a person's client gets one that opens something. */
function tokensFor(audience: string, page: string): NonNullable<Configuration['features']>['resourceIndicators'] {
  return {
    enabled: true,
    defaultResource: (_context, client) => (client?.clientId === page ? [] : audience),
    getResourceServerInfo: () => ({
      scope: '',
      audience,
      accessTokenFormat: 'jwt',
      accessTokenTTL: HOUR_SECONDS,
      jwt: { sign: { alg: ALGORITHM } },
    }),
  };
}

function adaptersFor(isEnrolled: DevelopmentSettings['isEnrolled']): AdapterFactory {
  return (name) => (name === 'Client' ? new PeopleAsClients(isEnrolled) : new Memory());
}
