import { Fault } from '@tierline/chaincode/api';
import express, { type RequestHandler } from 'express';
import { flawIn } from './jsonText';

const MAX_BODY = '1mb';
const MAX_FILE = '4mb';
/** What is submitted needs ten lists and objects within each other, and some thousands in all. */
const LIMITS = { depth: 32, tokens: 50_000 };
/** As RFC 8259 has it; a parser that takes others reads names that the check did not see. */
const ENCODING = 'utf-8';
/** Characters of a name that a refusal repeats. */
const MAX_NAME = 40;

/** Reads a JSON body as it is: nothing that is packed, and nothing that nests deeper than a checker can follow. */
export const jsonBody: readonly RequestHandler[] = [
  jsonOnly,
  express.json({ limit: MAX_BODY, strict: true, inflate: false, verify: plainText }),
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

/**
 * Refuses a text before anything is made of it: in letters other than the check reads, with a name that stands twice in one object,
 * nested too deep, or of too many parts. @throws Fault MALFORMED
 */
function plainText(_request: unknown, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding !== ENCODING) throw new Fault('MALFORMED', { field: 'content-type', limit: `application/json; charset=${ENCODING}` });
  const flaw = flawIn(body.toString(), LIMITS);
  if (flaw?.kind === 'NAME_TWICE') {
    throw new Fault('MALFORMED', { field: flaw.name.slice(0, MAX_NAME), problem: 'stands twice in one object' });
  }
  if (flaw?.kind === 'TOO_MUCH') {
    const limit = `${LIMITS.depth} lists or objects within each other, ${LIMITS.tokens} texts, brackets, commas and colons in all`;
    throw new Fault('MALFORMED', { field: 'body', limit });
  }
}
