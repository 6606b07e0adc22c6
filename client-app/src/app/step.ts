import type { TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Committed } from '../ports/ledger';
import { dryRun, execute, type DryRun, type ExecuteOptions, type Order } from './execute';
import type { Session } from './session';

/** One transaction, ordered and not yet submitted: it can be asked or done. */
export interface Step {
  /** `contract:method`. */
  readonly name: string;
  /** Items that it names. */
  readonly items: number;
  /** Submits it. @throws Fault */
  readonly execute: (session: Session, options?: ExecuteOptions) => Promise<Committed>;
  /** Asks it for every condition. @throws Fault */
  readonly dryRun: (session: Session) => Promise<DryRun>;
}

/** Orders a transaction. */
export function step<S extends z.ZodType>(spec: TransactionSpec<S>, order: Order<S>, items = 1): Step {
  return {
    name: spec.name,
    items,
    execute: (session, options) => execute(session, spec, order, options),
    dryRun: (session) => dryRun(session, spec, order),
  };
}
