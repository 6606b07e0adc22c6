import { Fault } from '@tierline/chaincode/api';
import type { RequestHandler } from 'express';

const LOCAL_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses requests for another host name: a name that was made to point here would let a page elsewhere ask as if it were ours.
 * @param publicUrl the address under which a proxy serves this application; null for this machine alone
 */
export function ownHostsOnly(publicUrl: string | null): RequestHandler {
  const names = new Set([...LOCAL_NAMES, ...(publicUrl === null ? [] : [new URL(publicUrl).hostname])]);
  return (request, _response, next) => {
    const host = (request.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
    if (!names.has(host)) throw new Fault('NOT_AUTHORISED', { need: `a request to ${publicUrl ?? '127.0.0.1 or localhost'}` });
    next();
  };
}
