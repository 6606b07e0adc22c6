import { hash } from 'node:crypto';
import { Fault } from '@tierline/chaincode/api';
import { errors } from 'jose';
import type { AccessTokens, Bearer } from '../../ports/signIn';
import { issuerAway } from './discovered';
import { isOfIssuer, type IssuerKeys } from './issuerKeys';
import { personIn } from './person';
import type { IssuerSettings } from './settings';

/** The type that access tokens have and id tokens have not (RFC 9068). */
const TYPE = 'at+jwt';
/** Header fields that would bring their own key. */
const OWN_KEYS = ['jku', 'jwk', 'x5u', 'x5c'] as const;
const MAX_AGE = '24 hours';
/** A token that was found good is not checked again for so long: its issuer's key may have been withdrawn meanwhile. */
const BELIEVED_MS = 60_000;
const MAX_BELIEVED = 2_000;

/** Checks access tokens by the keys that the issuer publishes, and remembers those that it has just found good. */
export class JwtAccessTokens implements AccessTokens {
  readonly #believed = new Map<string, { readonly bearer: Bearer; readonly untilMs: number }>();

  constructor(
    private readonly settings: IssuerSettings,
    private readonly keys: IssuerKeys,
    private readonly now: () => number,
  ) {}

  async check(token: string): Promise<Bearer> {
    const key = hash('sha256', token, 'base64');
    const known = this.#believed.get(key);
    if (known !== undefined && this.now() < known.untilMs) return known.bearer;
    const bearer = await this.#checked(token);
    this.#believed.delete(key);
    this.#believed.set(key, { bearer, untilMs: Math.min(bearer.endsMs, this.now() + BELIEVED_MS) });
    for (const oldest of this.#believed.keys()) {
      if (this.#believed.size <= MAX_BELIEVED) break;
      this.#believed.delete(oldest);
    }
    return bearer;
  }

  async #checked(token: string): Promise<Bearer> {
    const { issuer, audience, personClaim } = this.settings;
    try {
      const claims = { issuer, audience, typ: TYPE, requiredClaims: ['exp', 'iat', 'sub'], maxTokenAge: MAX_AGE };
      const { payload, protectedHeader } = await this.keys.verified(token, claims, this.now());
      if (OWN_KEYS.some((field) => field in protectedHeader)) throw new Fault('NOT_SIGNED_IN', { reason: 'BAD_TOKEN' });
      return { person: personIn(payload, personClaim), endsMs: (payload.exp ?? 0) * 1000 };
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** What is wrong with a token, and what with the way to its issuer. */
function refusalOf(error: unknown): unknown {
  if (error instanceof Fault) return error;
  if (error instanceof errors.JWTExpired) return new Fault('NOT_SIGNED_IN', { reason: 'EXPIRED' });
  return isOfIssuer(error) ? issuerAway() : new Fault('NOT_SIGNED_IN', { reason: 'BAD_TOKEN' });
}
