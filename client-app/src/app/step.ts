import type { Consent, TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Committed } from '../ports/ledger';
import { askedTelling, toldOf } from './concealing';
import { dryRun, type DryRun } from './dryRun';
import { execute, type ExecuteOptions } from './execute';
import type { Order } from './ordering';
import type { Session } from './session';

/** One transaction, ordered and not yet submitted: it can be asked or done. */
export interface Step {
  /** `contract:method`. */
  readonly name: string;
  /** Items that it names. */
  readonly items: number;
  /** Submits it. @throws Fault */
  readonly execute: (session: Session, options?: ExecuteOptions) => Promise<Committed>;
  /** Asks it for every condition, and for what is to be signed. @throws Fault */
  readonly dryRun: (session: Session, asked?: AskedStep) => Promise<DryRun>;
}

/** What a step is asked about besides. */
export interface AskedStep {
  /** Of the request that will follow: what is to be signed names it. */
  readonly requestId?: string;
  /** What was signed: whether it would count. */
  readonly consent?: Consent;
}

/** Orders a transaction. */
export function step<S extends z.ZodType>(spec: TransactionSpec<S>, order: Order<S>, items = 1): Step {
  const ordered = { spec, order };
  return {
    name: spec.name,
    items,
    execute: (session, options) => execute(session, spec, order, { ...options, told: (refusal) => toldOf(session, ordered, refusal) }),
    dryRun: (session, { requestId, consent } = {}) =>
      askedTelling(session, ordered, () => dryRun(session, spec, consent === undefined ? order : { ...order, consent }, requestId)),
  };
}

/** Characters of a request id that the steps of one request share. */
const REQUEST_STEM = 36;

/** One request id for each step of a request: the first has the one that was given. */
export function requestOf(requestId: string, index: number): string {
  return index === 0 ? requestId : `${requestId.slice(0, REQUEST_STEM)}-${index + 1}`;
}
