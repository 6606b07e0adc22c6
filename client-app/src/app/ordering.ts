import { randomBytes } from 'node:crypto';
import { Fault, toWire, type TransactionSpec } from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Json } from '../ports/ledger';
import { parsed } from './parsed';
import { partiesOf } from './parties';
import type { Session } from './session';

/** A transaction's input as a client gives it: amounts as bigint, the request id left out. */
export type Order<S extends z.ZodType> = Omit<z.output<S>, 'requestId'>;

/** A fresh id `[A-Z0-9-]`, 80 random bits. */
export function freshId(prefix: string): string {
  return `${prefix}-${BigInt(`0x${randomBytes(10).toString('hex')}`)
    .toString(36)
    .toUpperCase()
    .padStart(16, '0')}`;
}

/** The wire form of an order, checked by the contract's own schema before anything leaves this process. @throws Fault MALFORMED */
export function checked<S extends z.ZodType>(
  spec: TransactionSpec<S>,
  order: Order<S>,
  requestId: string,
): { readonly [name: string]: Json } {
  const input = toWire({ ...order, requestId }) as { readonly [name: string]: Json };
  parsed(spec.input, input);
  return input;
}

/** The organisations that must endorse a checked input. @throws Fault NOT_FOUND {msp} for an organisation that the input names and the network does not have */
export async function endorsersOf<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  input: Json,
): Promise<readonly string[]> {
  const parties = partiesOf(session.books, session.network, session.unreachable);
  const endorsers = await spec.endorsers(spec.input.parse(input), parties);
  const stranger = endorsers.find((msp) => !session.network.organisations.some((organisation) => organisation.msp === msp));
  if (stranger !== undefined) throw new Fault('NOT_FOUND', { msp: stranger });
  return endorsers;
}
