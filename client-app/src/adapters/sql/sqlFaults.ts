import { Fault, faultIn } from '@tierline/chaincode/api';

/** What is wrong with a read model's database, each with a message and a mend. */
export type ReadModelProblem =
  | 'MALFORMED_URL'
  | 'UNREACHABLE'
  | 'WRONG_PASSWORD'
  | 'NOT_ADMITTED'
  | 'NO_DATABASE'
  | 'NO_TLS'
  | 'NO_RIGHT'
  | 'NEWER_SCHEMA'
  | 'DISK_FULL'
  | 'LOST'
  | 'BUSY'
  | 'HELD'
  | 'NOT_MADE'
  | 'DAMAGED'
  | 'TABLES_DAMAGED'
  | 'OTHER_VERSION'
  | 'GAP'
  | 'WRONG_PREVIOUS_HASH'
  | 'OTHER_BLOCK_AT_THIS_HEIGHT';

/** By the code of the operating system or of PostgreSQL's SQLSTATE. */
const PROBLEMS: Readonly<Record<string, ReadModelProblem>> = {
  ECONNREFUSED: 'UNREACHABLE',
  ENOTFOUND: 'UNREACHABLE',
  EAI_AGAIN: 'UNREACHABLE',
  EHOSTUNREACH: 'UNREACHABLE',
  ENETUNREACH: 'UNREACHABLE',
  ETIMEDOUT: 'UNREACHABLE',
  ENOENT: 'UNREACHABLE',
  ECONNRESET: 'LOST',
  EPIPE: 'LOST',
  '57P01': 'LOST',
  '57P02': 'LOST',
  '57P03': 'LOST',
  '57P05': 'LOST',
  '25P03': 'LOST',
  '28P01': 'WRONG_PASSWORD',
  '28000': 'NOT_ADMITTED',
  '3D000': 'NO_DATABASE',
  '42501': 'NO_RIGHT',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'NO_TLS',
  SELF_SIGNED_CERT_IN_CHAIN: 'NO_TLS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'NO_TLS',
  CERT_HAS_EXPIRED: 'NO_TLS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'NO_TLS',
  '53300': 'BUSY',
  '57014': 'BUSY',
  '55P03': 'BUSY',
  '40001': 'BUSY',
  '40P01': 'BUSY',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  '53100': 'DISK_FULL',
  '58P01': 'TABLES_DAMAGED',
  XX001: 'TABLES_DAMAGED',
  XX002: 'TABLES_DAMAGED',
};

/** What the drivers say without a code. */
const WORDS: readonly (readonly [RegExp, ReadModelProblem])[] = [
  [/timeout exceeded when trying to connect|connection terminated due to connection timeout/i, 'UNREACHABLE'],
  [/does not support SSL|establishing an SSL connection/i, 'NO_TLS'],
  [/client password must be/i, 'WRONG_PASSWORD'],
  [/connection terminated|client has encountered a connection error|client was closed|connection error/i, 'LOST'],
  [/^PGlite is clos(ed|ing)|pool after calling end/i, 'LOST'],
  [/query read timeout/i, 'BUSY'],
  [/no space left on device/i, 'DISK_FULL'],
];

/** A read model that cannot be had. */
export function readModelFault(problem: ReadModelProblem, details: Fault['details'] = {}): Fault {
  return new Fault('UNAVAILABLE', { reason: 'READ_MODEL', problem, ...details });
}

/**
 * The fault that a database's error means; null for an error that is a bug of ours. An error can carry the password of the
 * database's address, so nothing of its text is told.
 */
export function unavailable(error: unknown): Fault | null {
  const fault = faultIn(error);
  if (fault !== null) return fault;
  const [problem] = problemsIn(error);
  return problem === undefined ? null : readModelFault(problem);
}

/** A host of several addresses fails with an error for each. */
function problemsIn(error: unknown): readonly ReadModelProblem[] {
  if (error instanceof AggregateError) return error.errors.flatMap(problemsIn);
  if (!(error instanceof Error)) return [];
  const { code } = error as { readonly code?: unknown };
  const known = typeof code === 'string' ? (PROBLEMS[code] ?? (code.startsWith('08') ? 'LOST' : undefined)) : undefined;
  const said = known ?? WORDS.find(([words]) => words.test(error.message))?.[1];
  return said === undefined ? [] : [said];
}
