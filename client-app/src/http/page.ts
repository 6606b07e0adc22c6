import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';

/** The names of built files change with their content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NEVER = 'no-store';
const INDEX = 'index.html';
/** Packings of the built files, the smallest first. */
const PACKINGS = [
  { coding: 'br', suffix: '.br' },
  { coding: 'gzip', suffix: '.gz' },
] as const;

/** Whether the page was built into the folder. */
export function isBuilt(folder: string): boolean {
  return existsSync(join(folder, INDEX));
}

/**
 * The page: its built files, packed as the reader's browser takes them and kept there for ever, and its beginning for every path that a
 * reader may open, never kept, so that a new version is seen at once. Paths of the interface, and what is no page, go on.
 */
export function page(folder: string): Router {
  const files = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `/${file.replaceAll('\\', '/')}`));
  const router = Router();
  router.use(packed(files));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => response.setHeader('Cache-Control', path.includes('assets') ? FOR_EVER : NEVER),
    }),
  );
  router.get('/{*path}', (request, response, next) => {
    const isOfInterface = /^\/(api|health|assets)(\/|$)/.test(request.path);
    const isWanted = request.path === '/' || request.accepts(['json', 'html']) === 'html';
    if (isOfInterface || !isWanted) return next();
    response.setHeader('Cache-Control', NEVER);
    response.sendFile(INDEX, { root: folder });
  });
  return router;
}

/** Names the packed file instead of the plain one where there is one that the reader's browser takes. */
function packed(files: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    const taken = PACKINGS.find(({ coding, suffix }) => files.has(request.path + suffix) && request.acceptsEncodings(coding) === coding);
    if (files.has(request.path) && PACKINGS.some(({ suffix }) => files.has(request.path + suffix))) response.vary('Accept-Encoding');
    if (taken !== undefined && files.has(request.path)) {
      response.type(extname(request.path));
      response.setHeader('Content-Encoding', taken.coding);
      request.url = request.path + taken.suffix;
    }
    next();
  };
}
