import { Fault } from '@tierline/chaincode/api';
import * as client from 'openid-client';
import type { BegunSignIn, CodeFlow } from '../../ports/signIn';
import { issuerAway, type Discovered } from './discovered';
import { personIn } from './person';
import { ALGORITHMS, type IssuerSettings } from './settings';

const SCOPE = 'openid';

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
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(this.settings.alwaysAsks ? { prompt: 'login' } : {}),
    });
    return { address, state, nonce, verifier };
  }

  async finish(query: string, { state, nonce, verifier }: BegunSignIn): Promise<string> {
    const configuration = await this.discovered.configuration();
    const came = new URL(`${this.settings.redirectUri}${query}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(configuration, came, checks).catch((error: unknown) => {
      throw refusalOf(error);
    });
    if (!isBelieved(tokens.id_token)) throw new Fault('NOT_SIGNED_IN', { reason: 'REFUSED_BY_ISSUER' });
    return personIn(tokens.claims() ?? {}, this.settings.personClaim);
  }

  async signOutAddress(): Promise<string | null> {
    if (this.settings.alwaysAsks) return null;
    const configuration = await this.discovered.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: this.settings.home }).href;
  }
}

/** The library has checked the signature by then; which algorithms are believed is said here. */
function isBelieved(idToken: string | undefined): boolean {
  const [header = ''] = (idToken ?? '').split('.');
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString() || '{}') as { readonly alg?: string };
  return (ALGORITHMS as readonly (string | undefined)[]).includes(alg);
}

/** The library's codes for an issuer that does not answer as one. */
const OF_TRANSPORT = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** An issuer that says no, or an answer that fits no question, is a refusal; anything else is the way to it. */
function refusalOf(error: unknown): Fault {
  const isAnswer =
    error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError || error instanceof client.ClientError;
  const isTransport = error instanceof client.ClientError && OF_TRANSPORT.includes(error.code ?? '');
  return isAnswer && !isTransport ? new Fault('NOT_SIGNED_IN', { reason: 'REFUSED_BY_ISSUER' }) : issuerAway();
}
