import { Fault, type Msp } from '@tierline/chaincode/api';
import { z } from 'zod';

const TAKEN = 74;
/** The server's codes for a wrong secret or token, a right that is missing, and too many wrong secrets. */
const NOT_ALLOWED: readonly number[] = [2, 20, 70, 71, 73];
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

const answered = z.object({ errors: z.array(z.object({ code: z.int() })).min(1) });
const failed = z.object({ code: z.string().regex(SYSTEM_CODE) });

/** Whether the authority refused a registration because the name is registered already. */
export function isTaken(error: unknown): boolean {
  return codesOf(error).includes(TAKEN);
}

/**
 * What a failed call to an organisation's certificate authority means: NOT_AUTHORISED, or UNAVAILABLE with `problem`: the
 * system's code, TIMED_OUT, NO_ANSWER, or ANSWER_ and the authority's code. Its own words are left out: they repeat what was sent.
 */
export function authorityFault(error: unknown, msp: Msp): Fault {
  if (error instanceof Fault) return error;
  const codes = codesOf(error);
  if (codes.some((code) => NOT_ALLOWED.includes(code))) return new Fault('NOT_AUTHORISED', { msp, reason: 'AUTHORITY_REFUSED' });
  return new Fault('UNAVAILABLE', {
    reason: 'AUTHORITY',
    msp,
    problem: codes[0] === undefined ? systemProblem(error) : `ANSWER_${codes[0]}`,
  });
}

function systemProblem(error: unknown): string {
  const system = failed.safeParse(error);
  if (!system.success) return 'NO_ANSWER';
  return system.data.code === 'ABORT_ERR' ? 'TIMED_OUT' : system.data.code;
}

function codesOf(error: unknown): readonly number[] {
  const answer = answered.safeParse(error);
  return answer.success ? answer.data.errors.map(({ code }) => code) : [];
}
