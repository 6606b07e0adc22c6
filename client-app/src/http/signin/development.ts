import type { RequestHandler } from 'express';
import { INTRODUCED_IN, introducedIn, type DevelopmentIssuer } from '../../ports/signIn';

/** Says in every answer that nobody proves here who he is. */
export const DEVELOPMENT_HEADER = 'Tierline-Development-Sign-In';

/** Marks every answer of a server with the development issuer. */
export const markDevelopment: RequestHandler = (_request, response, next) => {
  response.setHeader(DEVELOPMENT_HEADER, 'true');
  next();
};

/** The development issuer's pages, in the first of the reader's languages that they are written in. */
export function issuerPages({ handle }: DevelopmentIssuer): RequestHandler {
  return (request, response) => handle(request, response, introducedIn(request.acceptsLanguages([...INTRODUCED_IN])));
}
