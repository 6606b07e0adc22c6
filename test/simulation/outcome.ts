import { faultIn, toWire, type FaultCode, type FaultDetails, type Msp } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { partiesOf } from '@tierline/client-app/dist/app/parties';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { Committed, Json } from '@tierline/client-app/dist/ports/ledger';
import type { Call } from './operation';
import { specOf } from './operation';

/** What became of a call. */
export interface Outcome {
  /** VALID, or the code with which it was refused. */
  readonly code: 'VALID' | FaultCode;
  /** The first transaction of this request; null when it was refused. */
  readonly transaction: string | null;
  /** The id under which it was ordered; null when it never was. */
  readonly ordered: string | null;
  readonly details: FaultDetails;
}

async function outcomeOf(work: Promise<Committed>): Promise<Outcome> {
  try {
    const { transactionId, result } = await work;
    const { transaction } = result as { readonly transaction: string };
    return { code: 'VALID', transaction, ordered: transactionId, details: {} };
  } catch (error) {
    const fault = faultIn(error);
    if (fault === null) throw error;
    const { transactionId } = fault.details;
    return {
      code: fault.code,
      transaction: null,
      ordered: typeof transactionId === 'string' ? transactionId : null,
      details: fault.details,
    };
  }
}

const seen = (session: Session, { coreAway }: Call): Session =>
  coreAway === true ? { ...session, unreachable: new Set(['CoreMSP']) } : session;

/** Submits as the client does: checked, endorsed by the transaction's table, conflicts tried again. */
export function executed(session: Session, call: Call): Promise<Outcome> {
  return outcomeOf(execute(seen(session, call), specOf(call.name), call.order as never, { requestId: call.request }));
}

/** Submits once, to the endorsers given. */
export function submitted(session: Session, call: Call, endorsers: readonly Msp[]): Promise<Outcome> {
  return outcomeOf(session.ledger.submit(call.name, inputOf(call), endorsers));
}

/** The input of a call as it travels. */
const inputOf = ({ order, request }: Call): Json => toWire({ ...order, requestId: request });

/** Who must endorse a call, by its table; null when the client cannot know, because what it names is not there or not well formed. */
export async function endorsersOf(session: Session, call: Call): Promise<readonly Msp[] | null> {
  const { books, network, unreachable } = seen(session, call);
  const spec = specOf(call.name);
  const parsed = spec.input.safeParse(inputOf(call));
  if (!parsed.success) return null;
  try {
    return await spec.endorsers(parsed.data, partiesOf(books, network, unreachable));
  } catch (error) {
    if (faultIn(error)?.code === 'NOT_FOUND') return null;
    throw error;
  }
}
