import type { TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Committed } from '../ports/ledger';
import { askedTelling, toldOf } from './concealing';
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
  const ordered = { transaction: spec.name, order };
  return {
    name: spec.name,
    items,
    execute: (session, options) => execute(session, spec, order, { ...options, told: (refusal) => toldOf(session, ordered, refusal) }),
    dryRun: (session) => askedTelling(session, ordered, () => dryRun(session, spec, order)),
  };
}

/** Characters of a request id that the steps of one request share. */
const REQUEST_STEM = 36;

/** One request id for each step of a request: the first has the one that was given. */
export function requestOf(requestId: string, index: number): string {
  return index === 0 ? requestId : `${requestId.slice(0, REQUEST_STEM)}-${index + 1}`;
}
