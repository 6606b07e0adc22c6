import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { pino, type Logger } from 'pino';
import type { LogLevel } from '../../app/serverSettings';

/** Where the log goes. */
export interface LogSettings {
  readonly level: LogLevel;
  /** Takes one line, a JSON object. */
  readonly write: (line: string) => void;
}

/** The header by which an answer is found again in the log. */
export const REQUEST_ID_HEADER = 'Tierline-Request-Id';
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
  return (request, response, next) => {
    const id = randomUUID();
    const begunMs = performance.now();
    response.setHeader(REQUEST_ID_HEADER, id);
    response.once('close', () => {
      const level = levelOf(response.statusCode);
      if (!logger.isLevelEnabled(level)) return;
      logger[level](
        {
          request: id,
          method: request.method,
          route: routeOf(request),
          status: response.statusCode,
          code: codeOf(response),
          user: userOf(request),
          address: request.socket.remoteAddress,
          ms: Math.round(performance.now() - begunMs),
        },
        'request',
      );
    });
    next();
  };
}

function levelOf(status: number): 'error' | 'warn' | 'info' {
  return status >= SERVER_ERROR ? 'error' : status >= CLIENT_ERROR ? 'warn' : 'info';
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
