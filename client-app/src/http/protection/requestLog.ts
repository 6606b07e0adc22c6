import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { pino, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { LogLevel } from '../../app/serverSettings';

/** Where the log goes. */
export interface LogSettings {
  readonly level: LogLevel;
  /** Takes one line, a JSON object. */
  readonly write: (line: string) => void;
}

/** The header by which an answer is found again in the log. */
export const REQUEST_ID_HEADER = 'Tierline-Request-Id';
const ID_BYTES = 12;
const SERVER_ERROR = 500;
const CLIENT_ERROR = 400;

/** A log of JSON objects, one a line: what was sent in them can break out of no line. */
export function logTo({ level, write }: LogSettings): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    { write },
  );
}

/**
 * Logs each request when it is over: its route, not its path, because ids tell amounts; who sent it; what came of it. No header, no
 * body, no query. Gives each an id of our own, whatever the client sends.
 * @param userOf the person who asked; null when nobody is known
 */
export function requestLog(logger: Logger, userOf: (request: Request) => string | null): RequestHandler {
  const told = (request: Request, response: Response, { ms }: { readonly ms?: number }): object => ({
    method: request.method,
    route: routeOf(request),
    status: response.statusCode,
    code: codeOf(response),
    user: userOf(request),
    address: request.socket.remoteAddress,
    ms,
  });
  return pinoHttp<Request, Response>({
    logger,
    genReqId: (_request, response) => {
      const id = randomBytes(ID_BYTES).toString('hex');
      response.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    quietReqLogger: true,
    quietResLogger: true,
    // The library's own account of a request holds all its headers.
    serializers: { req: () => undefined, res: () => undefined },
    customAttributeKeys: { reqId: 'request', responseTime: 'ms' },
    customSuccessObject: told,
    customErrorObject: (request, response, _error, values: { readonly ms?: number }) => told(request, response, values),
    customLogLevel: (_request, { statusCode }) => (statusCode >= SERVER_ERROR ? 'error' : statusCode >= CLIENT_ERROR ? 'warn' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  });
}

/** The route that a request took, with its variables by their names: `/programs/:program/tokens/:token/tree`. */
export function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? path : 'none';
}

/** The code of the refusal that was answered; null when none was. */
export function codeOf({ locals }: Response): string | null {
  const { code } = locals as { readonly code?: unknown };
  return typeof code === 'string' ? code : null;
}
