import { id as idText } from '@tierline/chaincode/api';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { parsed } from '../app/parsed';
import type { Session } from '../app/session';
import { fileBody, jsonBody } from './body';
import { answersUnchanged } from './freshness';
import type { CallOf, Download, Operation } from './operation';
import type { Application } from './service';

/** The header with the client's id of a request: the same id with the same content applies once. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';
const JSON_TYPE = 'application/json; charset=utf-8';

/** The handlers of a table of operations, by their paths below `/api/v1`. */
export function mount(app: Application, operations: readonly Operation[]): Router {
  const router = Router({ caseSensitive: true });
  for (const operation of operations) {
    const { method, path, bodyMedia } = operation;
    const body = bodyMedia.length === 0 ? jsonBody : fileBody(bodyMedia);
    const address = path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[method](address, identifies(app, operation), ...(method === 'get' ? [] : body), answers(app, operation));
  }
  return router;
}

/** Finds out who asks before anything of a body is read. */
function identifies(app: Application, { isOpen }: Operation): RequestHandler {
  return async (request, response, next) => {
    response.locals['session'] = isOpen ? null : await app.authenticate(request);
    next();
  };
}

function answers(app: Application, operation: Operation): RequestHandler {
  return async (request, response) => {
    const session = response.locals['session'] as Session | null;
    const params = parsed(operation.params, request.params);
    const query = parsed(operation.query, request.query);
    const { decidedBy: by } = operation;
    if (by !== null && session !== null && answersUnchanged(request, response, { by, session, nowMs: app.now() })) return;
    const body = operation.body === null ? null : parsed(operation.body, request.body ?? {});
    const requestId = operation.isWrite ? requestIdOf(request) : null;
    const call = { app, session, params, query, body, requestId, request, response } as unknown as CallOf<never, never, never>;
    const told = await operation.run(call);
    if (!response.headersSent) send(response, operation, told);
  };
}

function send(response: Response, operation: Operation, told: unknown): void {
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
  response.status(operation.status);
  if (operation.answer !== null) {
    response.setHeader('Content-Type', JSON_TYPE);
    return void response.end(JSON.stringify(inWords(told)));
  }
  const { media, fileName, bytes } = told as Download;
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  response.type(media).send(typeof bytes === 'string' ? bytes : Buffer.from(bytes));
}

/** An answer with its amounts as digit strings: a copy, because the writer of JSON is several times faster when it need not ask. */
function inWords(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inWords);
  const copy: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) copy[name] = inWords(each);
  return copy;
}

function requestIdOf(request: Request): string | null {
  const given = request.get(IDEMPOTENCY_HEADER);
  if (given === undefined) return null;
  return parsed(z.strictObject({ [IDEMPOTENCY_HEADER]: idText }), { [IDEMPOTENCY_HEADER]: given })[IDEMPOTENCY_HEADER] ?? null;
}
