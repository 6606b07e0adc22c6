import { Fault } from '@tierline/chaincode/api';
import type { JWTPayload } from 'jose';
import type { SignedOut, SignOuts } from '../../ports/signIn';
import { issuerAway } from './discovered';
import { isOfIssuer, type IssuerKeys } from './issuerKeys';
import type { IssuerSettings } from './settings';

/** What a logout token says that happened (OpenID Connect Back-Channel Logout 1.0, 2.4). */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Types of a logout token: an access token has another one. */
const TYPES: readonly (string | undefined)[] = ['logout+jwt', 'JWT', undefined];
const MAX_AGE = '10 minutes';

/** Checks logout tokens by the keys that the issuer publishes. */
export class JwtLogoutTokens implements SignOuts {
  constructor(
    private readonly settings: IssuerSettings,
    private readonly keys: IssuerKeys,
    private readonly now: () => number,
  ) {}

  async signedOut(token: string): Promise<SignedOut> {
    const { issuer, clientId: audience } = this.settings;
    try {
      const claims = { issuer, audience, requiredClaims: ['iat', 'jti'], maxTokenAge: MAX_AGE };
      const { payload, protectedHeader } = await this.keys.verified(token, claims, this.now());
      if (!TYPES.includes(protectedHeader.typ?.replace(/^application\//, ''))) throw bad();
      return signedOutIn(payload);
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw isOfIssuer(error) ? issuerAway() : bad();
    }
  }
}

const bad = (): Fault => new Fault('MALFORMED', { field: 'logout_token' });

/** An id token is none: it has a nonce, and tells of no event. */
function signedOutIn({ events, nonce, sub, sid }: JWTPayload): SignedOut {
  const event: unknown = ((events ?? {}) as Readonly<Record<string, unknown>>)[EVENT];
  const [subject, session] = [textOf(sub), textOf(sid)];
  if (typeof event !== 'object' || event === null || nonce !== undefined || (subject === null && session === null)) throw bad();
  return { subject, session };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
