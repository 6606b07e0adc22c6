import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Fault, faultIn, type Msp } from '@tierline/chaincode/api';
import type { Request } from 'express';
import type { Session, Sessions } from '../../app/session';
import type { Renewing } from '../../app/serverSettings';
import type { BegunSignIn, Issuer, SignedIn, SignedOut } from '../../ports/signIn';
import { cookieIn, cookiesOf, type Cookies } from './cookies';
import { Entries } from './entries';
import { Standing } from './standing';

/** The header in which a page repeats what `GET /api/v1/me` gave it as `csrf`: no page elsewhere can read that. */
export const CSRF_HEADER = 'tierline-csrf';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SESSIONS = { most: 10_000, idleMs: 30 * MINUTE_MS, lifeMs: 10 * HOUR_MS };
/** A session of which the issuer cannot be asked again: it gave nothing to do so. */
const UNRENEWED_LIFE_MS = HOUR_MS;
const BEGUN = { most: 10_000, idleMs: 10 * MINUTE_MS, lifeMs: 10 * MINUTE_MS };
const SESSIONS_OF_PERSON = 20;
const CSRF_BYTES = 32;
const MAX_TOKEN = 8_192;
const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What signing in needs. */
export interface SignInOptions {
  readonly issuer: Issuer;
  readonly sessions: Sessions;
  /** The organisations whose application this is: it acts for no other one's people. */
  readonly hosted: readonly Msp[];
  /** The address under which browsers reach the server, as `https://tierline.example`. */
  readonly address: string;
  /** Whether the issuer is the one for development. */
  readonly isDevelopment: boolean;
  readonly renewing: Renewing;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** A browser that is signed in. */
interface BrowserSession extends Pick<SignedIn, 'person' | 'subject' | 'session'> {
  readonly standing: Standing;
  readonly csrf: string;
}

/** Who a request says that it is, with its proof. */
interface Claim {
  readonly person: string;
  /** What a write must show besides; null for a bearer token, which no browser sends by itself. */
  readonly csrf: string | null;
  readonly isCurrent: () => boolean;
}

/** Who asks: by an access token, or by the session of a browser that has signed in. */
export class SignIn {
  readonly cookies: Cookies;
  readonly #browsers: Entries<BrowserSession>;
  /** Sign-ins that browsers have begun, with the path to which each returns. */
  readonly begun: Entries<{ readonly begun: BegunSignIn; readonly returnTo: string }>;
  readonly #claims = new WeakMap<Request, Promise<Claim>>();
  readonly #named = new WeakMap<Request, string>();
  /** The companies of people who were found enrolled. */
  readonly #companies = new Map<string, string>();

  constructor(readonly options: SignInOptions) {
    this.cookies = cookiesOf(options.address);
    this.#browsers = new Entries(SESSIONS, options.now);
    this.begun = new Entries(BEGUN, options.now);
  }

  /** The caller at work. @throws Fault NOT_SIGNED_IN, NOT_AUTHORISED, UNAVAILABLE */
  async authenticate(request: Request): Promise<Session> {
    const { person, csrf } = await this.claimOf(request);
    if (!READING.has(request.method) && csrf !== null) requireCsrf(request, csrf);
    return this.sessionOf(person);
  }

  /** The enrolled person whom a request names, once for each request. @throws Fault NOT_SIGNED_IN, NOT_AUTHORISED, UNAVAILABLE */
  async personOf(request: Request): Promise<string> {
    return (await this.claimOf(request)).person;
  }

  /** The person whom a request was found to name; null when it names nobody, or was not asked. */
  namedIn(request: Request): string | null {
    return this.#named.get(request) ?? null;
  }

  /** The company of the caller; null when nobody is signed in. @throws Fault UNAVAILABLE */
  async companyOf(request: Request): Promise<string | null> {
    try {
      const person = await this.personOf(request);
      return this.#companies.get(person) ?? (await this.sessionOf(person)).attributes.company;
    } catch (error) {
      const code = faultIn(error)?.code;
      if (code === 'NOT_SIGNED_IN' || code === 'NOT_AUTHORISED') return null;
      throw error;
    }
  }

  /** What a page must repeat with each write; null for a caller with a token. @throws Fault as {@link authenticate} */
  async csrfOf(request: Request): Promise<string | null> {
    return (await this.claimOf(request)).csrf;
  }

  /** Tells, as often as it is asked, whether the sign-in of a request has not ended. @throws Fault as {@link authenticate} */
  async currencyOf(request: Request): Promise<() => boolean> {
    return (await this.claimOf(request)).isCurrent;
  }

  /** An enrolled person at work. @throws Fault NOT_AUTHORISED for one whom this application does not act for */
  async sessionOf(person: string): Promise<Session> {
    const { sessions, hosted } = this.options;
    const session = await sessions.as(person).catch((error: unknown) => {
      if (faultIn(error)?.code !== 'NOT_FOUND') throw error;
      return null;
    });
    if (session === null || !hosted.includes(session.identity.msp)) {
      throw new Fault('NOT_AUTHORISED', { need: 'a person who is enrolled at this organisation' });
    }
    this.#companies.set(person, session.attributes.company);
    return session;
  }

  /** Signs a browser in anew; what it was before is over. Answers the id for its cookie. @throws Fault NOT_AUTHORISED */
  async enter(request: Request, signedIn: SignedIn): Promise<string> {
    const { issuer, renewing, now } = this.options;
    const { person, subject, session, renewal } = signedIn;
    await this.sessionOf(person);
    this.#browsers.take(cookieIn(request, this.cookies.session) ?? '');
    this.#browsers.keepNewest(SESSIONS_OF_PERSON - 1, (each) => each.person === person);
    const standing = new Standing(signedIn, issuer, renewing, now);
    const csrf = randomBytes(CSRF_BYTES).toString('base64url');
    return this.#browsers.add({ person, subject, session, csrf, standing }, renewal === null ? UNRENEWED_LIFE_MS : SESSIONS.lifeMs);
  }

  /** Signs out the browsers of somebody whom the issuer has signed out; where it named no session before, all of his. */
  signOut({ subject, session }: SignedOut): void {
    const isMeant = (each: BrowserSession): boolean =>
      subject === null ? each.session === session : each.subject === subject && (session ?? each.session) === (each.session ?? session);
    this.#browsers.keepNewest(0, isMeant);
  }

  /** Signs a browser out, whether or not the issuer can be asked. @throws Fault NOT_SIGNED_IN, NOT_AUTHORISED, UNAVAILABLE */
  async leave(request: Request): Promise<void> {
    const id = cookieIn(request, this.cookies.session) ?? '';
    const browser = this.#browsers.use(id);
    const csrf = browser === null ? await this.csrfOf(request) : browser.csrf;
    if (csrf !== null) requireCsrf(request, csrf);
    this.#browsers.take(id);
    await browser?.standing.end();
  }

  /** Browsers that are signed in, or were and have not come back since. */
  get browsers(): number {
    return this.#browsers.size;
  }

  private claimOf(request: Request): Promise<Claim> {
    const known = this.#claims.get(request) ?? this.#claimIn(request);
    this.#claims.set(request, known);
    return known;
  }

  async #claimIn(request: Request): Promise<Claim> {
    const claim = await this.#provenIn(request);
    this.#named.set(request, claim.person);
    return claim;
  }

  async #provenIn(request: Request): Promise<Claim> {
    const authorization = request.get('authorization');
    if (authorization !== undefined) return this.#bearerIn(authorization);
    const id = cookieIn(request, this.cookies.session);
    if (id === null) throw new Fault('NOT_SIGNED_IN', {});
    const browser = this.#browsers.use(id);
    if (browser === null) throw new Fault('NOT_SIGNED_IN', { reason: 'EXPIRED' });
    const { person, csrf, standing } = browser;
    await standing.require().catch((error: unknown) => {
      if (faultIn(error)?.code === 'NOT_SIGNED_IN') this.#browsers.take(id);
      throw error;
    });
    return { person, csrf, isCurrent: () => this.#browsers.has(id) && standing.isGood() };
  }

  async #bearerIn(authorization: string): Promise<Claim> {
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined || token.length > MAX_TOKEN) throw new Fault('NOT_SIGNED_IN', { reason: 'BAD_TOKEN' });
    const { issuer, now } = this.options;
    const { person, endsMs } = await issuer.check(token);
    return { person, csrf: null, isCurrent: () => now() < endsMs };
  }
}

/** @throws Fault NOT_AUTHORISED unless a write of a browser shows what only our own page could read */
function requireCsrf(request: Request, csrf: string): void {
  const [given, wanted] = [Buffer.from(request.get(CSRF_HEADER) ?? ''), Buffer.from(csrf)];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new Fault('NOT_AUTHORISED', { reason: 'CSRF', need: 'the header Tierline-CSRF with what GET /api/v1/me gave as csrf' });
  }
}
