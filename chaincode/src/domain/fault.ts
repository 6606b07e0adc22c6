/**
 * Every refusal that a contract, the ledger or the application can give, in precedence order: when several hold, the first one is told.
 * `http` is the status an API answers with; `retryable` says that the same call may succeed when repeated.
 */
export const FAULTS = {
  MALFORMED: { http: 400, retryable: false },
  NOT_SIGNED_IN: { http: 401, retryable: false },
  NOT_AUTHORISED: { http: 403, retryable: false },
  REQUEST_REPLAYED_DIFFERENT: { http: 409, retryable: false },
  NOT_FOUND: { http: 404, retryable: false },
  DOCUMENT_ALREADY_USED: { http: 409, retryable: false },
  RECEIPT_ALREADY_PLEDGED: { http: 409, retryable: false },
  WRONG_STATE: { http: 409, retryable: false },
  POLICY_REFUSED: { http: 422, retryable: false },
  AMOUNT_EXCEEDS: { http: 422, retryable: false },
  LIMIT_EXCEEDED: { http: 422, retryable: false },
  TIER_TOO_DEEP: { http: 422, retryable: false },
  CONDITION_UNMET: { http: 422, retryable: false },
  CONSENT_REFUSED: { http: 422, retryable: false },
  MVCC_CONFLICT: { http: 503, retryable: true },
  PHANTOM_CONFLICT: { http: 503, retryable: true },
  TOO_MANY_REQUESTS: { http: 429, retryable: true },
  UNAVAILABLE: { http: 503, retryable: true },
  COMMIT_UNKNOWN: { http: 202, retryable: false },
  ENDORSEMENT_MISMATCH: { http: 500, retryable: true },
  POLICY_UNMET: { http: 500, retryable: false },
} as const;

/** A code of {@link FAULTS}. */
export type FaultCode = keyof typeof FAULTS;

/** Figures and names that explain a fault; plain JSON, amounts as digit strings of minor units. */
export type FaultDetails = { readonly [name: string]: FaultValue };
/** What a detail may hold. */
export type FaultValue = string | number | boolean | null | readonly FaultValue[] | FaultDetails;

const CODES = Object.keys(FAULTS) as FaultCode[];
const OPEN = '<<fault ';
const CLOSE = ' fault>>';

/**
 * A refusal: a code and the figures that explain it, never prose to parse. Its message carries both as delimited JSON,
 * because the message is all of an error that survives a contract call.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly code: FaultCode,
    readonly details: FaultDetails = {},
  ) {
    super(OPEN + JSON.stringify({ code, details }) + CLOSE);
  }
}

/** Finds the fault inside an error's message, however often that message was wrapped; null when there is none. */
export function faultIn(error: unknown): Fault | null {
  if (error instanceof Fault) return error;
  const text = error instanceof Error ? error.message : String(error);
  const start = text.indexOf(OPEN);
  const end = text.indexOf(CLOSE, start);
  if (start < 0 || end < 0) return null;
  try {
    const { code, details } = JSON.parse(text.slice(start + OPEN.length, end)) as { code: FaultCode; details: FaultDetails };
    return code in FAULTS ? new Fault(code, details) : null;
  } catch {
    return null;
  }
}

/** Negative when `a` is told before `b`. */
export function byPrecedence(a: FaultCode, b: FaultCode): number {
  return CODES.indexOf(a) - CODES.indexOf(b);
}
