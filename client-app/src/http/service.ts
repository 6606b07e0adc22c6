import { Fault } from '@tierline/chaincode/api';
import type { Request, RequestHandler } from 'express';
import type { KeptAudit } from '../app/audit/keptAudit';
import { deskIn, type Desk } from '../app/desk';
import type { Follower } from '../app/following';
import type { Jobs } from '../app/jobs/jobs';
import type { Session, Sessions } from '../app/session';
import type { DocumentWriter } from '../ports/documents';
import type { LinkSeal } from '../ports/links';
import type { Projecting } from '../ports/projecting';
import type { Queries } from '../ports/queries';
import type { Events } from './events';
import type { Alarm } from './problem';
import type { SignIn } from './signin/signIn';

/** Finds out who sends a request. @throws Fault NOT_SIGNED_IN, NOT_AUTHORISED, UNAVAILABLE */
export type Authenticate = (request: Request) => Promise<Session>;

/** What the server serves. */
export interface Service {
  readonly sessions: Sessions;
  readonly queries: Queries;
  readonly projector: Projecting;
  readonly follower: Pick<Follower, 'state'>;
  readonly authenticate: Authenticate;
  readonly signIn: SignIn;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** The version of the application. */
  readonly version: string;
  readonly alarm: Alarm;
  readonly documents: DocumentWriter;
  readonly links: LinkSeal;
  readonly audits: KeptAudit;
}

/** What operations work with: the service, and what this server keeps itself. */
export interface Application extends Service {
  readonly events: Events;
  readonly jobs: Jobs;
  /** The address under which browsers reach the server through a proxy; null for its own. */
  readonly publicUrl: string | null;
}

/** Answers 503 instead of rows that are not the newest. */
export function whenReady({ follower }: Service): RequestHandler {
  return async (_request, response, next) => {
    const read = await follower.state();
    if (read.state === 'UNAVAILABLE') throw read.fault;
    if (read.state === 'REBUILDING') throw new Fault('UNAVAILABLE', { reason: 'REBUILDING', height: read.height, of: read.of });
    response.setHeader('Tierline-Block', String(read.height - 1));
    response.setHeader('Tierline-Missing', String(read.missing));
    next();
  };
}

/** The desk of the caller in the program that he names. @throws Fault */
export function deskOf({ app, session, params }: { app: Service; session: Session; params: { program: string } }): Promise<Desk> {
  return deskIn(session, params.program, null, app.now());
}
