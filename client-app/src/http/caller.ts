import { Fault, faultIn } from '@tierline/chaincode/api';
import type { Request, RequestHandler } from 'express';
import type { Session, Sessions } from '../app/session';

/** Finds out who sends a request. @throws Fault NOT_AUTHORISED */
export type Authenticate = (request: Request) => Promise<Session>;

/** The header by which a demonstration identity is named. */
export const USER_HEADER = 'tierline-user';
const MAX_USER_CHARACTERS = 80;

/**
 * Takes the identity that a request names. Only for a ledger of one process on one machine, where whoever may reach the
 * server may read the keys of all its identities as well: {@link localOnly} sees to that.
 */
export function demonstrationIdentities(sessions: Sessions): Authenticate {
  return async (request) => {
    const named = request.get(USER_HEADER) ?? request.query['as'];
    if (typeof named !== 'string' || named === '' || named.length > MAX_USER_CHARACTERS) {
      throw new Fault('NOT_AUTHORISED', { need: `a demonstration identity in the header ${USER_HEADER}, as maker@CORE-01` });
    }
    try {
      return await sessions.as(named);
    } catch (error) {
      if (faultIn(error)?.code !== 'NOT_FOUND') throw error;
      throw new Fault('NOT_AUTHORISED', { need: 'an enrolled demonstration identity' });
    }
  };
}

const LOCAL_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses what a page of another origin could make a browser send: requests for another host name (a name that was made to
 * point here), and writes without the identity's header, which no other origin may set.
 */
export const localOnly: RequestHandler = (request, _response, next) => {
  const host = (request.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!LOCAL_NAMES.has(host)) throw new Fault('NOT_AUTHORISED', { need: 'a request to 127.0.0.1 or localhost' });
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  if (isWrite && request.get(USER_HEADER) === undefined && request.get('authorization') === undefined) {
    throw new Fault('NOT_AUTHORISED', { need: `the header ${USER_HEADER}` });
  }
  next();
};
