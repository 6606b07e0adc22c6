import { toWire } from '@tierline/chaincode/api';
import { Router } from 'express';
import { answers } from './answer';
import type { Service } from './service';

const UNAVAILABLE = 503;

/** Whether the process lives, whether it may be asked, and what it is. Nothing here needs an identity. */
export function health({ follower, version, sessions }: Service): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => void response.json({ status: 'UP' }));
  router.get('/health/ready', async (_request, response) => {
    const read = await follower.state();
    const told = read.state === 'UNAVAILABLE' ? { state: read.state, details: read.fault.details } : read;
    response
      .status(read.state === 'READY' ? 200 : UNAVAILABLE)
      .json(toWire({ status: read.state === 'READY' ? 'UP' : 'DOWN', readModel: told }));
  });
  router.get(
    '/api/v1/version',
    answers(() => {
      const { channel, chaincode, production } = sessions.network;
      return Promise.resolve({ name: 'tierline', version, channel, chaincode, production });
    }),
  );
  return router;
}
