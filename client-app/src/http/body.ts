import { Fault } from '@tierline/chaincode/api';
import express, { type RequestHandler } from 'express';
import { duplicateKeyIn } from './duplicateKeys';

const MAX_BODY = '1mb';
const MAX_FILE = '4mb';
/** Lists and objects within each other; what is submitted needs ten. */
const MAX_DEPTH = 32;
/** Characters of a name that a refusal repeats. */
const MAX_NAME = 40;

/** Reads a JSON body as it is: nothing that is packed, and nothing that nests deeper than a checker can follow. */
export const jsonBody: readonly RequestHandler[] = [
  jsonOnly,
  express.json({ limit: MAX_BODY, strict: true, inflate: false, verify: noNameTwice }),
  notTooDeep,
];

/** Reads a file that is the body, as it is: of one of these media types, and nothing that is packed. */
export function fileBody(media: readonly string[]): readonly RequestHandler[] {
  const isOneOfThem: RequestHandler = (request, _response, next) => {
    if (request.is([...media]) === false) throw new Fault('MALFORMED', { field: 'content-type', limit: media.join(' or ') });
    next();
  };
  return [isOneOfThem, express.raw({ limit: MAX_FILE, inflate: false, type: [...media] })];
}

/** Refuses what the parser would pass over: a command whose body is not read would mean everything that waits. */
function jsonOnly(...[request, , next]: Parameters<RequestHandler>): void {
  const hasBody = request.get('transfer-encoding') !== undefined || !['0', undefined].includes(request.get('content-length'));
  if (hasBody && request.is('application/json') === false) {
    throw new Fault('MALFORMED', { field: 'content-type', limit: 'application/json' });
  }
  next();
}

/** Refuses an object that says two things under one name. @throws Fault MALFORMED */
function noNameTwice(_request: unknown, _response: unknown, body: Buffer): void {
  const name = duplicateKeyIn(body.toString());
  if (name !== null) throw new Fault('MALFORMED', { field: name.slice(0, MAX_NAME), problem: 'stands twice in one object' });
}

function notTooDeep(...[request, , next]: Parameters<RequestHandler>): void {
  let level: readonly unknown[] = [request.body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new Fault('MALFORMED', { field: 'body', limit: `${MAX_DEPTH} lists or objects within each other` });
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  next();
}
