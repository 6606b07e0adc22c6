import { hash, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Session } from '../app/session';
import type { DecidedBy } from './operation';

const NOT_MODIFIED = 304;
const MINUTE_MS = 60_000;
/** Tags of another process say nothing here: its read model may hold another ledger. */
const PROCESS = randomUUID();

/** What decides an answer. */
export interface Deciding {
  readonly by: DecidedBy;
  readonly session: Session;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: number;
}

/**
 * Marks an answer with a weak ETag of what decides it: the read model's height, the values that it lacks, the caller, the address and,
 * where dates decide as well, the minute. Answers 304 without asking the read model when the caller has that answer already.
 * @returns whether it was answered
 */
export function answersUnchanged(request: Request, response: Response, { by, session, nowMs }: Deciding): boolean {
  const { identity, attributes } = session;
  const height = [response.getHeader('Tierline-Block'), response.getHeader('Tierline-Missing')];
  const minute = by === 'BLOCKS' ? null : Math.floor(nowMs / MINUTE_MS);
  const decided = JSON.stringify([PROCESS, height, identity.msp, identity.name, attributes, minute, request.originalUrl]);
  const tag = `W/"${hash('sha256', decided, 'base64url')}"`;
  response.setHeader('ETag', tag);
  response.setHeader('Cache-Control', 'private, no-cache');
  if (!isNamed(request.get('if-none-match'), tag)) return false;
  response.status(NOT_MODIFIED).end();
  return true;
}

/** Whether a header names the tag; weak and strong forms count the same. */
function isNamed(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((each) => each.trim().replace(/^(?!W\/)/, 'W/') === tag);
}
