import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** The client and the audience under which the issuer knows the application. */
export const CLIENT = { id: 'tierline', audience: 'urn:tierline:test', claim: 'tierline_user' } as const;
/** What the issuer has keys for: those that the application believes first. */
export const KEY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'RS512', 'ES384'] as const;
/** One of {@link KEY_ALGORITHMS}. */
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];
type Claims = Readonly<Record<string, unknown>>;
const LIFE_SECONDS = 300;
/** What a logout token says that happened. */
export const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

/** What the end point for tokens is to answer to the next code. */
export type AnswerToCode = (parameters: URLSearchParams) => Promise<Readonly<Record<string, unknown>>>;

/** An OpenID Connect issuer whose every answer a test decides. */
export class TestIssuer {
  answerToCode: AnswerToCode = () => Promise.resolve({ error: 'invalid_grant' });
  /** Requests that came, by their path. */
  readonly asked: string[] = [];
  /** What it was asked to revoke. */
  readonly revoked: URLSearchParams[] = [];
  /** Whether it says that it revokes tokens. */
  revokes = false;
  /** Whether it hangs up on everybody. */
  isAway = false;

  private constructor(
    private readonly server: Server,
    readonly address: string,
    private readonly pairs: ReadonlyMap<KeyAlgorithm, KeyPair>,
  ) {}

  /** The keys for an algorithm. */
  keys(algorithm: KeyAlgorithm = 'RS256'): KeyPair {
    const pair = this.pairs.get(algorithm);
    if (pair === undefined) throw new Error(`no key for ${algorithm}`);
    return pair;
  }

  /** Listens on any free port of this machine. */
  static async start(): Promise<TestIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const pairs = await Promise.all(
      KEY_ALGORITHMS.map(async (each) => [each, await generateKeyPair(each, { extractable: true })] as const),
    );
    const issuer = new TestIssuer(server, address, new Map(pairs));
    server.on('request', (request, response) => void issuer.answer(request, response));
    return issuer;
  }

  end(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** A token by the issuer's key, an access token of `maker@CORE-01` unless something else is said. */
  sign(claims: Claims = {}, header: Partial<JWTHeaderParameters> = {}, key: KeyPair = this.keys()): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const own = { iss: this.address, aud: CLIENT.audience, sub: 'u-1', [CLIENT.claim]: 'maker@CORE-01', iat: now, exp: now + LIFE_SECONDS };
    const payload = Object.fromEntries(Object.entries({ ...own, ...claims }).filter(([, value]) => value !== undefined));
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'RS256', ...header }).sign(key.privateKey);
  }

  /** An id token for a sign-in that was begun. */
  idToken(nonce: string, claims: Claims = {}): Promise<string> {
    return this.sign({ aud: CLIENT.id, nonce, ...claims }, { typ: 'JWT' });
  }

  /** A token that tells of a sign-out of `u-1` in the session `s-1`. */
  logoutToken(claims: Claims = {}, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const own = { aud: CLIENT.id, [CLIENT.claim]: undefined, jti: 'j-1', sid: 's-1', events: { [LOGOUT]: {} } };
    return this.sign({ ...own, ...claims }, { typ: 'logout+jwt', ...header });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.address);
    this.asked.push(pathname);
    if (this.isAway) return void request.destroy();
    const told = await this.told(pathname, request);
    const status = told === null ? 404 : 'error' in told ? 400 : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told ?? {}));
  }

  private async published(alg: KeyAlgorithm): Promise<object> {
    return { ...(await exportJWK(this.keys(alg).publicKey)), kid: alg, alg, use: 'sig' };
  }

  private async told(path: string, request: IncomingMessage): Promise<object | null> {
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer: this.address,
        authorization_endpoint: `${this.address}/authorize`,
        token_endpoint: `${this.address}/token`,
        jwks_uri: `${this.address}/jwks`,
        end_session_endpoint: `${this.address}/logout`,
        ...(this.revokes ? { revocation_endpoint: `${this.address}/revoke` } : {}),
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      };
    }
    if (path === '/jwks') return { keys: await Promise.all(KEY_ALGORITHMS.map((alg) => this.published(alg))) };
    if (path === '/revoke') {
      this.revoked.push(new URLSearchParams(await bodyOf(request)));
      return {};
    }
    return path === '/token' ? this.answerToCode(new URLSearchParams(await bodyOf(request))) : null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
