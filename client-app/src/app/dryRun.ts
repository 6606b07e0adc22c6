import type { ConsentWanted, TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Json } from '../ports/ledger';
import { checked, endorsersOf, freshId, type Order } from './ordering';
import type { Session } from './session';

/** One condition of a dry run. */
export interface Condition {
  readonly condition: string;
  readonly item: string | null;
  readonly ok: boolean;
  readonly code: string | null;
  readonly details: Json;
}

/** What a dry run answers. */
export interface DryRun {
  readonly ok: boolean;
  readonly conditions: readonly Condition[];
  /** What the person would sign; absent for what is no decisive act, and for who may not act. */
  readonly consent?: ConsentWanted;
}

/**
 * Asks the same transaction for every condition with its verdict; nothing is signed or changed.
 * @param requestId of the request that will follow: what is to be signed names it
 * @throws Fault
 */
export async function dryRun<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  order: Order<S>,
  requestId = freshId('DRY'),
): Promise<DryRun> {
  const input = checked(spec, order, requestId);
  const [at] = await endorsersOf(session, spec, input);
  const options = at === undefined ? { dryRun: true } : { dryRun: true, at };
  return (await session.ledger.evaluate(spec.name, input, options)) as unknown as DryRun;
}
