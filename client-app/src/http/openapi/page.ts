import { dirname } from 'node:path';
import express, { Router, type RequestHandler } from 'express';
import type { Operation } from '../operation';
import { documentOf, type Introduction } from './document';

/** Where the document is. */
const DOCUMENT_PATH = '/api/openapi.json';
/** Where it can be read and tried. */
const PAGE_PATH = '/api/docs';

/** Nothing but this server's own files: no script in the page, no other host. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tierline: the API</title>
    <link rel="stylesheet" href="${PAGE_PATH}/swagger-ui.css" />
    <link rel="icon" href="${PAGE_PATH}/favicon-32x32.png" />
  </head>
  <body>
    <div id="operations"></div>
    <script src="${PAGE_PATH}/swagger-ui-bundle.js"></script>
    <script src="${PAGE_PATH}/begin.js"></script>
  </body>
</html>
`;

const BEGIN = `SwaggerUIBundle({
  url: '${DOCUMENT_PATH}',
  dom_id: '#operations',
  deepLinking: true,
  docExpansion: 'none',
  displayOperationId: true,
  validatorUrl: null,
});
`;

const FILES: ReadonlySet<string> = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

/** The document of the operations, and a page on which they can be read and tried. */
export function documentPages(operations: readonly Operation[], introduction: Introduction): Router {
  const router = Router();
  let text: string | null = null;
  router.get(DOCUMENT_PATH, (_request, response) => {
    text ??= JSON.stringify(documentOf(operations, introduction));
    response.type('application/json').send(text);
  });
  router.use(PAGE_PATH, underPolicy);
  router.get(PAGE_PATH, (_request, response) => void response.type('html').send(PAGE));
  router.get(`${PAGE_PATH}/begin.js`, (_request, response) => void response.type('js').send(BEGIN));
  router.use(PAGE_PATH, ofPackage);
  return router;
}

const underPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  next();
};

const files = express.static(dirname(require.resolve('swagger-ui-dist/package.json')), { index: false, maxAge: '1h' });

/** Of the package, the files that the page names and no others. */
const ofPackage: RequestHandler = (request, response, next) => (FILES.has(request.path) ? files(request, response, next) : next());
