import { toWire } from '@tierline/chaincode/api';
import { Router, type Request, type RequestHandler } from 'express';
import type { Service } from './service';

/** What a question is answered with; amounts as bigint. @throws Fault */
export type Question = (service: Service, request: Request) => Promise<unknown>;

/** A handler that answers what `work` tells as JSON; amounts are digit strings of minor units. */
export function answers(work: (request: Request) => Promise<unknown>): RequestHandler {
  return async (request, response) => {
    const told = await work(request);
    response.setHeader('Cache-Control', 'no-store');
    response.json(toWire(told));
  };
}

/** The routes of questions, by their paths. */
export function questionRoutes(service: Service, questions: Readonly<Record<string, Question>>): Router {
  const router = Router({ mergeParams: true });
  for (const [path, question] of Object.entries(questions))
    router.get(
      path,
      answers((request) => question(service, request)),
    );
  return router;
}
