import { Fault } from '@tierline/chaincode/api';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type AugmentedRequest } from 'express-rate-limit';
import type { RequestLimits } from '../../app/serverSettings';

/** A short window, so that nobody saves up for a burst and nobody waits for long. */
const WINDOW_MS = 1_000;
const SECOND_MS = 1_000;

/**
 * Refuses more than so many requests of a company, or of an address before anybody is signed in. The address is the
 * connection's: what a client says of it in a header is not believed.
 * @param companyOf the company of who asks; null when nobody is signed in
 */
export function limited({ ofCompany, ofAddress }: RequestLimits, companyOf: (request: Request) => Promise<string | null>): RequestHandler {
  const companies = new WeakMap<Request, string | null>();
  return rateLimit({
    windowMs: WINDOW_MS,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    keyGenerator: async (request) => {
      const company = await companyOf(request);
      companies.set(request, company);
      return company === null ? `address ${ipKeyGenerator(request.socket.remoteAddress ?? '')}` : `company ${company}`;
    },
    limit: (request) => ((companies.get(request) ?? null) === null ? ofAddress : ofCompany),
    handler: (request, _response, next) => {
      const { resetTime } = (request as AugmentedRequest)['rateLimit'] ?? {};
      const waitMs = (resetTime?.getTime() ?? 0) - Date.now();
      next(new Fault('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / SECOND_MS)) }));
    },
  });
}
