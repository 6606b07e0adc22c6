import express, { type Express } from 'express';
import { health } from '../health';
import { problems } from '../problem';
import type { Service } from '../service';
import type { Metrics } from './metrics';

/** What those ask who run the server: whether it lives, whether it is ready, and its figures. On a port that users do not reach. */
export function operatorPages(service: Pick<Service, 'follower' | 'alarm'>, { registry }: Metrics): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(health(service));
  app.get('/metrics', async (_request, response) => void response.type(registry.contentType).send(await registry.metrics()));
  app.use((_request, response) => void response.status(404).end());
  app.use(problems(service.alarm));
  return app;
}
