import { randomBytes } from 'node:crypto';
import {
  epochMsOf,
  Fault,
  instantOf,
  withReference,
  type Consent,
  type ConsentMessage,
  type ConsentWanted,
  type TransactionSpec,
} from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { Signer } from '../ports/signer';
import { dryRun } from './dryRun';
import type { Order } from './ordering';
import type { Session } from './session';

/** How long a signature is good for: time enough for a second look, too little to be kept for later. */
const GOOD_FOR_MS = 15 * 60_000;
const REFERENCE_BYTES = 16;

/** What is to be signed, with its deadline and a fresh reference for each item: whole. @throws Fault CONDITION_UNMET {condition: 'network-id'} */
export function filledIn({ typedData, network, now }: ConsentWanted): { readonly network: string; readonly message: ConsentMessage } {
  if (typedData === null || network === null) throw new Fault('CONDITION_UNMET', { condition: 'network-id' });
  const message = typedData.message as unknown as ConsentMessage;
  const items = message.items.map((item) => withReference(item, randomBytes(REFERENCE_BYTES).toString('hex')));
  return { network, message: { ...message, items, deadline: instantOf(epochMsOf(now) + GOOD_FOR_MS) } };
}

/** What is wanted as it is given to somebody who signs elsewhere: whole. What cannot be signed stays as it is. */
export function readyToSign(wanted: ConsentWanted): ConsentWanted {
  const { typedData, network } = wanted;
  if (typedData === null || network === null) return wanted;
  return { ...wanted, typedData: { ...typedData, message: { ...filledIn(wanted).message } } };
}

/** Has the person sign what the contract says that a transaction would do; what is no decisive act stays as it is. @throws Fault */
export async function signedOrder<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  order: Order<S>,
  { requestId, signer }: { readonly requestId: string; readonly signer: Signer },
): Promise<Order<S>> {
  const { consent: wanted } = await dryRun(session, spec, order, requestId);
  if (wanted === undefined) return order;
  return { ...order, consent: await consentBy(signer, wanted) };
}

/** One signed consent. @throws Fault */
export async function consentBy(signer: Signer, wanted: ConsentWanted): Promise<Consent> {
  const { network, message } = filledIn(wanted);
  const { typedData } = wanted;
  if (typedData === null) throw new Fault('CONDITION_UNMET', { condition: 'network-id' });
  return { network, message, signature: await signer.sign({ ...typedData, message: { ...message } }) };
}
