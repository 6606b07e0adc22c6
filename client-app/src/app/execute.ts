import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS, faultIn, type Consent, type Fault, type TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Committed, Json } from '../ports/ledger';
import type { Signer } from '../ports/signer';
import { signedOrder } from './consenting';
import { checked, endorsersOf, freshId, type Order } from './ordering';
import { partiesOf } from './parties';
import type { Session } from './session';

/** How often a conflict is tried again, at most. */
const MAX_RETRIES = 5;

/** How a transaction is executed. */
export interface ExecuteOptions {
  /** The client's id of this request; a fresh one by default. The same id with the same content applies once. */
  readonly requestId?: string;
  /** Signs what the contract says would be done, in the person's own name; without it nothing is signed. */
  readonly signer?: Signer;
  /** What the person has signed elsewhere, for this request. */
  readonly consent?: Consent;
  /** What the caller is told of a refusal; the refusal itself by default. */
  readonly told?: (refusal: Fault) => Promise<Fault>;
}

/**
 * Submits a transaction, endorsed by its table, and reads the books up to its block. Conflicts are tried again with
 * jitter, at most five times: the request id makes every step idempotent.
 * @throws Fault
 */
export async function execute<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  order: Order<S>,
  options: ExecuteOptions = {},
): Promise<Committed> {
  const requestId = options.requestId ?? freshId('REQ');
  const input = checked(spec, await consentedOrder(session, spec, order, { ...options, requestId }), requestId);
  for (let retry = 0; ; retry += 1) {
    try {
      const endorsers = await (options.requestId === undefined ? endorsersOf : endorsersOfRequest)(session, spec, input);
      const committed = await session.ledger.submit(spec.name, input, endorsers);
      await readUpTo(session);
      return committed;
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      if (!FAULTS[fault.code].retryable || retry === MAX_RETRIES) {
        throw await refusalTold(session, spec.name, order, fault, options.told);
      }
      noteAway(session, fault);
      await sleep(randomInt(session.ledger.blockTimeMs, session.ledger.blockTimeMs * 2 ** (retry + 1) + 1));
      await session.books.catchUp();
    }
  }
}

/** The order with the person's word: the one that he has given, or that he gives now. */
async function consentedOrder<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  order: Order<S>,
  { requestId, signer, consent }: ExecuteOptions & { readonly requestId: string },
): Promise<Order<S>> {
  if (consent !== undefined) return { ...order, consent };
  return signer === undefined ? order : signedOrder(session, spec, order, { requestId, signer });
}

/** Tells who listens of a refusal; answers what the caller is told. */
async function refusalTold(
  session: Session,
  transaction: string,
  order: object,
  fault: Fault,
  tell: ExecuteOptions['told'] = (refusal) => Promise.resolve(refusal),
): Promise<Fault> {
  const told = await tell(fault);
  const program = 'program' in order && typeof order.program === 'string' ? order.program : null;
  session.onRefusal(session, { transaction, program, fault, isToldToCompany: told === fault });
  return told;
}

/** An organisation whose peer does not answer is stood in for where the rules let another one. */
function noteAway({ unreachable }: Session, { code, details: { msp } }: Fault): void {
  if (code === 'UNAVAILABLE' && typeof msp === 'string') unreachable.add(msp);
}

/** Reads the books up to what was just committed. Books that cannot be kept now do not undo it: the next reader is told. */
async function readUpTo({ books }: Session): Promise<void> {
  try {
    await books.catchUp();
  } catch (error) {
    if (faultIn(error)?.code !== 'UNAVAILABLE') throw error;
  }
}

/**
 * Who must endorse what may be a repeat: what it names may be gone since it was applied. Then host and witness tell, who keep
 * the program's requests: the contract answers the first result, or refuses.
 */
async function endorsersOfRequest<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  input: Json,
): Promise<readonly string[]> {
  try {
    return await endorsersOf(session, spec, input);
  } catch (error) {
    const { program } = input as { readonly program?: string };
    const fault = faultIn(error);
    // An organisation that is not there never was: nothing was applied with its name.
    if (fault?.code !== 'NOT_FOUND' || 'msp' in fault.details || program === undefined) throw error;
    const parties = partiesOf(session.books, session.network, session.unreachable);
    return [(await parties.program(program)).host, await parties.witness(program)];
  }
}
