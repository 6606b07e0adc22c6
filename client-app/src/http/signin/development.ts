import type { RequestHandler } from 'express';

/** Says in every answer that nobody proves here who he is. */
export const DEVELOPMENT_HEADER = 'Tierline-Development-Sign-In';

/** Marks every answer of a server with the development issuer. */
export const markDevelopment: RequestHandler = (_request, response, next) => {
  response.setHeader(DEVELOPMENT_HEADER, 'true');
  next();
};
