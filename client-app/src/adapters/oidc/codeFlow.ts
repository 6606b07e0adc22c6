import { Fault } from '@tierline/chaincode/api';
import * as client from 'openid-client';
import type { BegunSignIn, CodeFlow, SignedIn } from '../../ports/signIn';
import { issuerAway, type Discovered } from './discovered';
import { personIn } from './person';
import { ALGORITHMS, type IssuerSettings } from './settings';

/** The authorisation code flow with PKCE, state and nonce. */
export class OidcCodeFlow implements CodeFlow {
  constructor(
    private readonly settings: IssuerSettings,
    private readonly discovered: Discovered,
  ) {}

  async begin(): Promise<BegunSignIn> {
    const configuration = await this.discovered.configuration();
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
    const { href: address } = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.redirectUri,
      scope: this.settings.scope,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(this.settings.alwaysAsks ? { prompt: 'login' } : {}),
    });
    return { address, state, nonce, verifier };
  }

  async finish(query: string, { state, nonce, verifier }: BegunSignIn): Promise<SignedIn> {
    const configuration = await this.discovered.configuration();
    const came = new URL(`${this.settings.redirectUri}${query}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(configuration, came, checks).catch((error: unknown) => {
      throw refusalOf(error);
    });
    const named = this.#namedIn(tokens);
    if (named === null) throw refused();
    return { ...named, renewal: tokens.refresh_token ?? null };
  }

  async renew(known: SignedIn, renewal: string): Promise<SignedIn> {
    const configuration = await this.discovered.configuration();
    const tokens = await client.refreshTokenGrant(configuration, renewal).catch((error: unknown) => {
      throw isOfPerson(error) ? refused() : issuerAway();
    });
    // An issuer may answer without an id token; with one it must be the same person's.
    const named = this.#namedIn(tokens) ?? known;
    if (named.subject !== known.subject || named.person !== known.person) throw refused();
    return { ...known, renewal: tokens.refresh_token ?? renewal };
  }

  /** Whom an id token names that the library has checked; null where there is none. */
  #namedIn(tokens: Tokens): Omit<SignedIn, 'renewal'> | null {
    const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {};
    const { sub: subject, sid } = claims;
    if (tokens.id_token === undefined || typeof subject !== 'string') return null;
    if (!isBelieved(tokens.id_token)) throw refused();
    return { person: personIn(claims, this.settings.personClaim), subject, session: typeof sid === 'string' ? sid : null };
  }

  async revoke(renewal: string): Promise<void> {
    const configuration = await this.discovered.configuration();
    if (configuration.serverMetadata().revocation_endpoint === undefined) return;
    await client.tokenRevocation(configuration, renewal, { token_type_hint: 'refresh_token' }).catch(() => {
      throw issuerAway();
    });
  }

  async signOutAddress(): Promise<string | null> {
    if (this.settings.alwaysAsks) return null;
    const configuration = await this.discovered.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: this.settings.home }).href;
  }
}

type Tokens = Awaited<ReturnType<typeof client.refreshTokenGrant>>;

const refused = (): Fault => new Fault('NOT_SIGNED_IN', { reason: 'REFUSED_BY_ISSUER' });

/** The library has checked the signature by then; which algorithms are believed is said here. */
function isBelieved(idToken: string): boolean {
  const [header = ''] = idToken.split('.');
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString() || '{}') as { readonly alg?: string };
  return (ALGORITHMS as readonly (string | undefined)[]).includes(alg);
}

/** The library's codes for an issuer that does not answer as one. */
const OF_TRANSPORT = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** Codes of an issuer that say nothing of the person: it is busy, or does not take this application's secret. */
const PASSING = ['temporarily_unavailable', 'server_error', 'slow_down', 'invalid_client'];

const isOfPerson = (error: unknown): boolean => error instanceof client.ResponseBodyError && !PASSING.includes(error.error);

/** An issuer that says no, or an answer that fits no question, is a refusal; anything else is the way to it. */
function refusalOf(error: unknown): Fault {
  const isAnswer =
    error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError || error instanceof client.ClientError;
  const isTransport = error instanceof client.ClientError && OF_TRANSPORT.includes(error.code ?? '');
  return isAnswer && !isTransport ? refused() : issuerAway();
}
