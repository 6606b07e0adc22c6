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
  type TypedData,
} from '@tierline/chaincode/api';
import type { z } from 'zod';
import type { NamedSigner, Signer } from '../ports/signer';
import { dryRun } from './dryRun';
import type { Order } from './ordering';
import type { Session } from './session';
import type { Step } from './step';

/** How long a signature is good for: time enough for a second look, too little to be kept for later. */
const GOOD_FOR_MS = 15 * 60_000;
const REFERENCE_BYTES = 16;

/** What is to be signed, whole. */
interface ToSign {
  readonly network: string;
  readonly message: ConsentMessage;
  readonly typedData: TypedData;
}

/** What is to be signed, with its deadline and fresh references for each item and the total: whole. @throws Fault CONDITION_UNMET {condition: 'network-id'} */
export function filledIn({ typedData, network, now }: ConsentWanted): ToSign {
  if (typedData === null || network === null) throw new Fault('CONDITION_UNMET', { condition: 'network-id' });
  const template = typedData.message as unknown as ConsentMessage;
  const items = template.items.map(referenced);
  const message = { ...template, items, total: referenced(template.total), deadline: instantOf(epochMsOf(now) + GOOD_FOR_MS) };
  return { network, message, typedData: { ...typedData, message } };
}

const referenced = (line: string): string => withReference(line, randomBytes(REFERENCE_BYTES).toString('hex'));

/** What is wanted as it is given to somebody who signs elsewhere: whole. What cannot be signed stays as it is. */
export function readyToSign(wanted: ConsentWanted): ConsentWanted {
  return wanted.typedData === null || wanted.network === null ? wanted : { ...wanted, typedData: filledIn(wanted).typedData };
}

/**
 * Has the person sign what the contract says that a transaction would do. What is no decisive act stays as it is, and what would be
 * refused anyway: nobody signs in vain, and the refusal is told when it is submitted.
 * @throws Fault
 */
export async function signedOrder<S extends z.ZodType>(
  session: Session,
  spec: TransactionSpec<S>,
  order: Order<S>,
  { requestId, signer }: { readonly requestId: string; readonly signer: Signer },
): Promise<Order<S>> {
  const asked = await dryRun(session, spec, order, requestId);
  return asked.ok && asked.consent !== undefined ? { ...order, consent: await consentBy(signer, asked.consent) } : order;
}

/**
 * Has the person sign each of several transactions before the first is made: whoever refuses the last has done none.
 * @param requestIds of each
 * @returns one for each; undefined where nothing is to be signed
 * @throws Fault
 */
export async function consentsFor(
  session: Session,
  steps: readonly Step[],
  requestIds: readonly string[],
  signer: NamedSigner,
): Promise<readonly (Consent | undefined)[]> {
  const signed: (Consent | undefined)[] = [];
  for (const [index, step] of steps.entries()) {
    const { ok, consent } = await step.dryRun(session, { requestId: requestIds[index] as string });
    const isWanted = ok && consent !== undefined && (consent.required || signer.isNamed);
    signed.push(isWanted ? await consentBy(signer, consent) : undefined);
  }
  return signed;
}

/** One signed consent. @throws Fault */
export async function consentBy(signer: Signer, wanted: ConsentWanted): Promise<Consent> {
  const { network, message, typedData } = filledIn(wanted);
  return { network, message, signature: await signer.sign(typedData) };
}
