import { setTimeout as pause } from 'node:timers/promises';
import { FAULTS, faultIn, type Fault, type TransactionSpec } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { Order } from '@tierline/client-app/dist/app/ordering';
import type { Sessions } from '@tierline/client-app/dist/app/session';
import type { Committed } from '@tierline/client-app/dist/ports/ledger';
import type { z } from 'zod';
import type { Recorder } from './recorder';

const PAUSE_MS = 500;

/** What became of a request in the end. */
export interface Served {
  readonly request: string;
  /** `contract:method`. */
  readonly name: string;
  /** Null when it was done. */
  readonly fault: Fault | null;
}

/** A client that gives every request an id and sends it again, under the same id, for as long as its patience lasts. */
export class Client {
  readonly served: Served[] = [];

  /** @param patienceMs how long a request is sent again that can be tried again, or of which nothing is known */
  constructor(
    private readonly sessions: Sessions,
    private readonly recorder: Recorder,
    private readonly patienceMs: number,
  ) {}

  /** Submits a transaction until it is committed. @throws Fault that cannot be tried again, or the last one */
  async send<S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>, request: string): Promise<Committed> {
    const sent = async (): Promise<Committed> =>
      execute(this.recorder.recorded(await this.sessions.as(user), request), spec, order, { requestId: request });
    for (const until = Date.now() + this.patienceMs; ; await pause(PAUSE_MS)) {
      try {
        const committed = await sent();
        this.served.push({ request, name: spec.name, fault: null });
        return committed;
      } catch (error) {
        const fault = faultIn(error);
        if (fault === null) throw error;
        const mayHelp = FAULTS[fault.code].retryable || fault.code === 'COMMIT_UNKNOWN';
        if (mayHelp && Date.now() < until) continue;
        this.served.push({ request, name: spec.name, fault });
        throw fault;
      }
    }
  }
}
