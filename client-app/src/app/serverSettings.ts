/** How much of what it does a server logs; each takes in those before it. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const;
/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Requests a second, at most. */
export interface RequestLimits {
  /** Of all people and systems of one company together. */
  readonly ofCompany: number;
  /** Of one address, by those who are not signed in. */
  readonly ofAddress: number;
}

/** What work takes: a page asks for ten things at once, a system sends hundreds of receivables in one request. */
export const REQUEST_LIMITS: RequestLimits = { ofCompany: 100, ofAddress: 50 };
