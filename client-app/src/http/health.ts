import { toWire } from '@tierline/chaincode/api';
import { Router } from 'express';
import type { Service } from './service';

const UNAVAILABLE = 503;

/** Whether the process lives, and whether it may be asked. Nothing here needs an identity. */
export function health({ follower }: Pick<Service, 'follower'>): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => void response.json({ status: 'UP' }));
  router.get('/health/ready', async (_request, response) => {
    const read = await follower.state();
    const told = read.state === 'UNAVAILABLE' ? { state: read.state, details: read.fault.details } : read;
    response
      .status(read.state === 'READY' ? 200 : UNAVAILABLE)
      .json(toWire({ status: read.state === 'READY' ? 'UP' : 'DOWN', readModel: told }));
  });
  return router;
}
