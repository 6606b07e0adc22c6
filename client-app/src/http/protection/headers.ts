import type { RequestHandler } from 'express';
import helmet from 'helmet';

const OWN = ["'self'"];
const NOBODY = ["'none'"];
const YEAR_SECONDS = 31_536_000;

/**
 * What a browser may do with our answers: run our own files and no script within a page, ask this server alone, be framed by
 * nobody. Styles may stand within the page, because its widgets make them while it runs.
 * @param isHttps whether browsers reach the server over https
 */
export function safeHeaders(isHttps: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: OWN,
        scriptSrc: OWN,
        scriptSrcAttr: NOBODY,
        styleSrc: [...OWN, "'unsafe-inline'"],
        imgSrc: [...OWN, 'data:', 'blob:'],
        fontSrc: [...OWN, 'data:'],
        connectSrc: OWN,
        objectSrc: NOBODY,
        baseUri: NOBODY,
        formAction: OWN,
        frameAncestors: NOBODY,
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
}
