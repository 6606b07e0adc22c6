import type { IncomingMessage, ServerResponse } from 'node:http';

/** What an access token that was checked says. */
export interface Bearer {
  /** The enrolled person whom it names, as `maker@CORE-01`. */
  readonly person: string;
  /** When it ends: milliseconds since 1970 UTC. */
  readonly endsMs: number;
}

/** Checks the access tokens of one issuer. */
export interface AccessTokens {
  /**
   * @throws Fault NOT_SIGNED_IN {reason: 'EXPIRED' | 'BAD_TOKEN'} for a token that proves nothing; NOT_AUTHORISED {need} when it names no
   *   person; UNAVAILABLE {reason: 'ISSUER'} when the issuer's keys cannot be had
   */
  check(token: string): Promise<Bearer>;
}

/** A sign-in that a browser has begun: where it goes, and what its return must fit. */
export interface BegunSignIn {
  /** The issuer's address to which the browser goes. */
  readonly address: string;
  readonly state: string;
  readonly nonce: string;
  /** The secret of PKCE, which never leaves the server before the code is redeemed. */
  readonly verifier: string;
}

/** Whom the issuer named when a browser signed in. */
export interface SignedIn {
  /** The enrolled person, as `maker@CORE-01`. */
  readonly person: string;
  /** Who he is at the issuer. */
  readonly subject: string;
  /** The issuer's own session; null when it names none. */
  readonly session: string | null;
  /** By what the issuer is asked again whether it stands by him, a secret of this server (a refresh token); null when it gave nothing. */
  readonly renewal: string | null;
}

/** Whom the issuer has signed out: everybody whom all that is named fits. */
export interface SignedOut {
  readonly subject: string | null;
  readonly session: string | null;
}

/** Sign-in of a browser: the authorisation code flow. */
export interface CodeFlow {
  /** @throws Fault UNAVAILABLE {reason: 'ISSUER'} */
  begin(): Promise<BegunSignIn>;
  /**
   * Whom the issuer names.
   * @param query of the address to which the browser came back, with its `?`
   * @throws Fault NOT_SIGNED_IN {reason: 'REFUSED_BY_ISSUER'}; NOT_AUTHORISED {need} when it names no person; UNAVAILABLE {reason: 'ISSUER'}
   */
  finish(query: string, begun: BegunSignIn): Promise<SignedIn>;
  /**
   * Asks the issuer whether it still stands by a person; answers by what it is asked the next time.
   * @param renewal what it gave at the last time
   * @throws Fault NOT_SIGNED_IN {reason: 'REFUSED_BY_ISSUER'} when it refuses, or names another person; UNAVAILABLE {reason: 'ISSUER'}
   */
  renew(known: SignedIn, renewal: string): Promise<SignedIn>;
  /**
   * Has the issuer end what it gave for asking again (RFC 7009), where it has an end point for that.
   * @throws Fault UNAVAILABLE {reason: 'ISSUER'}
   */
  revoke(renewal: string): Promise<void>;
  /** Where a browser ends its session at the issuer too; null when there is none to end. @throws Fault UNAVAILABLE {reason: 'ISSUER'} */
  signOutAddress(): Promise<string | null>;
}

/** Sign-outs that the issuer tells by itself (OpenID Connect back-channel logout). */
export interface SignOuts {
  /** Whom a logout token names. @throws Fault MALFORMED {field: 'logout_token'} for one that proves nothing; UNAVAILABLE {reason: 'ISSUER'} */
  signedOut(logoutToken: string): Promise<SignedOut>;
}

/** The issuer of identities as the application uses it. */
export interface Issuer extends AccessTokens, CodeFlow, SignOuts {}

/** Languages in which people are introduced. */
export const INTRODUCED_IN = ['en', 'zh'] as const;
/** One of {@link INTRODUCED_IN}. */
export type IntroducedIn = (typeof INTRODUCED_IN)[number];

/** The language that was found to be the dearest to a reader; English where none was. */
export const introducedIn = (accepted: string | false): IntroducedIn => INTRODUCED_IN.find((each) => each === accepted) ?? 'en';

/** A person whom the development issuer offers. */
export interface Introduction {
  readonly user: string;
  readonly company: string;
  /** The company's name in the register. */
  readonly companyName: string;
  /** What he does, in a few words of each language. */
  readonly does: Readonly<Record<IntroducedIn, string>>;
}

/** The issuer that is built in for development. */
export interface DevelopmentIssuer {
  /** Its pages and its end points, mounted at {@link DEVELOPMENT_ISSUER_PATH}. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, language: IntroducedIn) => void;
}

/** The path of the development issuer on the application's own server. */
export const DEVELOPMENT_ISSUER_PATH = '/dev-issuer';
