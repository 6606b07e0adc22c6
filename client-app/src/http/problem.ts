import { Fault, FAULTS, faultIn } from '@tierline/chaincode/api';
import type { ErrorRequestHandler, Response } from 'express';
import { explain } from '../app/messages';
import { REQUEST_ID_HEADER, routeOf } from './protection/requestLog';

/** Media type of a refusal (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';
/** Seconds after which something that is busy may be tried again. */
const RETRY_AFTER_SECONDS = 1;
/** What a client with a token is told of it (RFC 6750). */
const INVALID_TOKEN = 'Bearer error="invalid_token"';
const BUG_STATUS = 500;

/** Where bugs are told: one line for the operator, never for the caller. */
export type Alarm = (line: string) => void;

/** Answers a refusal: code, details, and what to do in words. */
export function sendFault(response: Response, fault: Fault): void {
  const { code, details } = fault;
  const { http: status, retryable } = FAULTS[code];
  response.locals['code'] = code;
  const { retryAfterSeconds = RETRY_AFTER_SECONDS } = details;
  if (retryable) response.setHeader('Retry-After', Number(retryAfterSeconds));
  if (code === 'NOT_SIGNED_IN') response.setHeader('WWW-Authenticate', details['reason'] === undefined ? 'Bearer' : INVALID_TOKEN);
  response
    .status(status)
    .type(PROBLEM_TYPE)
    .json({ type: `urn:tierline:fault:${code}`, title: code, status, code, details, detail: explain(fault) });
}

/** Turns what a handler throws into a problem: a fault into its code, anything else into a bare 500 and an alarm. */
export function problems(alarm: Alarm): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const fault = faultIn(error) ?? ofRequest(error);
    if (response.headersSent) return next(error);
    if (fault !== null) return sendFault(response, fault);
    alarm(`request ${String(response.getHeader(REQUEST_ID_HEADER))}: ${request.method} ${routeOf(request)}: ${lineOf(error)}`);
    response.status(BUG_STATUS).type(PROBLEM_TYPE).json({ type: 'urn:tierline:bug', title: 'BUG', status: BUG_STATUS });
  };
}

/** What Express's own parsers refuse: a body that is no JSON, too large, coded, or broken off. */
function ofRequest(error: unknown): Fault | null {
  if (error instanceof URIError) return new Fault('MALFORMED', { field: 'path' });
  const { type, limit } = error as { readonly type?: string; readonly limit?: number };
  if (type === 'entity.too.large') return new Fault('MALFORMED', { field: 'body', reason: 'TOO_LARGE', limit: limit ?? 0 });
  const isOfBody = OF_BODY.some((beginning) => type?.startsWith(beginning) === true);
  return isOfBody ? new Fault('MALFORMED', { field: 'body', limit: 'a JSON document' }) : null;
}

/** How the types of the parser's errors begin that tell what is wrong with a body. */
const OF_BODY = ['entity.', 'encoding.unsupported', 'charset.unsupported', 'request.'];

const MAX_LINE = 500;

function lineOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replace(/\s+/g, ' ').slice(0, MAX_LINE);
}
