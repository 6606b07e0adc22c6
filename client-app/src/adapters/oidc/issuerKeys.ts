import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions, type JWTVerifyResult } from 'jose';
import { issuerAway, type Discovered } from './discovered';
import { ALGORITHMS, CLOCK_SKEW_SECONDS, PATIENCE_SECONDS } from './settings';

/** The keys that an issuer publishes: one set for all who ask, so that they are fetched once. */
export class IssuerKeys {
  #keys: JWTVerifyGetKey | null = null;

  constructor(private readonly discovered: Discovered) {}

  /** @throws Fault UNAVAILABLE {reason: 'ISSUER'} */
  async get(): Promise<JWTVerifyGetKey> {
    const { jwks_uri: address } = (await this.discovered.configuration()).serverMetadata();
    if (address === undefined) throw issuerAway();
    this.#keys ??= createRemoteJWKSet(new URL(address), { timeoutDuration: PATIENCE_SECONDS * 1000 });
    return this.#keys;
  }

  /**
   * A token whose signature, times and claims are right, whatever it is for.
   * @param nowMs milliseconds since 1970 UTC
   * @throws Fault UNAVAILABLE {reason: 'ISSUER'}; the library's own error for a token that is not right
   */
  async verified(
    token: string,
    claims: JWTVerifyOptions & Required<Pick<JWTVerifyOptions, 'issuer' | 'audience'>>,
    nowMs: number,
  ): Promise<JWTVerifyResult> {
    const checks = { algorithms: [...ALGORITHMS], clockTolerance: CLOCK_SKEW_SECONDS, currentDate: new Date(nowMs) };
    return jwtVerify(token, await this.get(), { ...claims, ...checks });
  }
}

/** Whether a token could not be checked because of the way to its issuer, and not because of the token. */
export function isOfIssuer(error: unknown): boolean {
  const isOfTransport = !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSTimeout;
  return isOfTransport || error instanceof errors.JWKSInvalid;
}
