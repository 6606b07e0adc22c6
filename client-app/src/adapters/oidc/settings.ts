/** An issuer, and this application as its client. */
export interface IssuerSettings {
  /** The issuer's identifier: an https address, or http on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client that keeps no secret. */
  readonly clientSecret: string | null;
  /** Whom access tokens must be meant for. */
  readonly audience: string;
  /** The claim that names the enrolled person, in access tokens and in id tokens. */
  readonly personClaim: string;
  /** What is asked of the issuer at a sign-in, divided by blanks; `openid` is among it. */
  readonly scope: string;
  /** Where the issuer sends browsers back to. */
  readonly redirectUri: string;
  /** Where the issuer sends browsers after signing out. */
  readonly home: string;
  /** Whether the issuer asks who it is at every sign-in. */
  readonly alwaysAsks: boolean;
}

/** Algorithms of signatures that are believed: none with a shared secret, and never `none`. */
export const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] as const;
/** Seconds by which clocks may differ. */
export const CLOCK_SKEW_SECONDS = 5;
/** Seconds that the issuer has to answer. */
export const PATIENCE_SECONDS = 5;
