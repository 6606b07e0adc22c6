/** How much of what it does a server logs; each takes in those before it. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;
/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Requests of one company that are worked on at a time. */
export interface TurnLimits {
  /** That read: they use the processor for as long as they last. */
  readonly reads: number;
  /** That write: they wait for the ledger most of the time. */
  readonly writes: number;
  /** Those of either kind that wait for their turn, at most. */
  readonly waiting: number;
}

/** Requests a second, at most; and at a time. */
export interface RequestLimits extends TurnLimits {
  /** Of all people and systems of one company together. */
  readonly ofCompany: number;
  /** Of one address, by those who are not signed in. */
  readonly ofAddress: number;
}

/** What work takes: a page asks for ten things at once, a system sends hundreds of receivables in one request. */
export const REQUEST_LIMITS: RequestLimits = { ofCompany: 100, ofAddress: 200, reads: 2, writes: 8, waiting: 100 };

/** A read model within the process answers one question at a time: a company's second one would only stand before the others'. */
export const WITHIN_THE_PROCESS: Pick<TurnLimits, 'reads'> = { reads: 1 };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How often the issuer is asked whether it still stands by somebody who has signed in with a browser. */
export interface Renewing {
  /** Milliseconds after its last word. */
  readonly afterMs: number;
  /** Milliseconds after it did not answer. */
  readonly againMs: number;
  /** For so many milliseconds more its last word holds while it does not answer. */
  readonly patienceMs: number;
}

/** Who is disabled at the issuer is signed out here within five minutes; the issuer may be away for a quarter of an hour. */
export const RENEWING: Renewing = { afterMs: 5 * MINUTE_MS, againMs: 30 * SECOND_MS, patienceMs: 15 * MINUTE_MS };
