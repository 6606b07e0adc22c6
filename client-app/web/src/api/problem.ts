/** What the server refused, or why it could not be asked. */
export interface ProblemDetails {
  /** A fault's code, BUG for a defect of the server, OFFLINE when no answer came. */
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** The server's own words, in English. */
  readonly detail: string;
}

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
    return this.status === 401 || (this.code === 'NOT_AUTHORISED' && JSON.stringify(this.details['need'] ?? '').includes('identity'));
  }

  /** Whether the same request may succeed when it is sent again. */
  get mayRetry(): boolean {
    return this.code === 'OFFLINE' || this.status === 503;
  }
}

/** The problem that an answer tells. */
export async function problemIn(response: Response): Promise<Problem> {
  const told = (await response.json().catch(() => ({}))) as Partial<ProblemDetails>;
  return new Problem({ code: told.code ?? 'BUG', status: response.status, details: told.details ?? {}, detail: told.detail ?? '' });
}

/** No answer came: the connection is lost, or the server is away. */
export function offline(): Problem {
  return new Problem({ code: 'OFFLINE', status: 0, details: {}, detail: '' });
}
