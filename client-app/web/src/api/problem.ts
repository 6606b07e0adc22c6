/** What the server refused, or why it could not be asked. */
export interface ProblemDetails {
  /** A fault's code, BUG for a defect of the server, OFFLINE when no answer came. */
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** The server's own words, in English. */
  readonly detail: string;
}

/** The status of an answer to nobody who is signed in. */
export const SIGNED_OUT = 401;
const BUSY = [429, 503];

/** A refusal as an error, so that queries and commands can throw it. */
export class Problem extends Error implements ProblemDetails {
  override readonly name = 'Problem';
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly detail: string;

  constructor({ code, status, details, detail }: ProblemDetails) {
    super(`${code} ${detail}`);
    this.code = code;
    this.status = status;
    this.details = details;
    this.detail = detail;
  }

  /** Whether nobody is signed in, or no longer. */
  get isSignedOut(): boolean {
    return this.status === SIGNED_OUT;
  }

  /** Whether the same request may succeed when it is sent again. */
  get mayRetry(): boolean {
    return this.code === 'OFFLINE' || BUSY.includes(this.status);
  }
}

/** The problem that an answer tells. @param told its body */
export function problemIn(status: number, told: unknown): Problem {
  const { code = 'BUG', details = {}, detail = '' } = (typeof told === 'object' && told !== null ? told : {}) as Partial<ProblemDetails>;
  return new Problem({ code, status, details, detail });
}

/** No answer came: the connection is lost, or the server is away. */
export function offline(): Problem {
  return new Problem({ code: 'OFFLINE', status: 0, details: {}, detail: '' });
}
