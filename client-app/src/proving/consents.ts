import { CONSENT_STRUCTS, signedData, type ConsentAct } from '@tierline/chaincode/consent';
import { signerOf } from '@tierline/chaincode/typedData';
import { z } from 'zod';
import { Failure } from './failure';
import type { Opened } from './lineage';
import type { Proof } from './proof';
import { shownOf } from './records';

/** The transaction that each act is carried out by. */
const ACT_OF: Readonly<Record<ConsentAct, string>> = {
  CONFIRM_TITLE: 'receivable:confirm',
  ASSIGN: 'token:assign',
  ACCEPT: 'token:accept',
  TAKE: 'financing:take',
  DISBURSE: 'financing:disburse',
};

const line = z.string().max(2_000);
const consentSchema = z.strictObject({
  act: z.enum(Object.keys(CONSENT_STRUCTS) as [ConsentAct, ...ConsentAct[]]),
  network: z.string().regex(/^[0-9a-f]{64}$/),
  message: z.strictObject({
    act: line,
    program: line,
    company: line,
    person: line,
    items: z.array(line).max(1_000),
    count: line,
    total: line,
    terms: z.array(line).max(1_000),
    requestId: line,
    deadline: line,
    channel: line,
    chaincode: line,
  }),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
  signer: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
});

/** What a person signed for a step, verified. */
export interface ProvedConsent {
  readonly company: string;
  readonly person: string;
  /** The address whose key signed, EIP-55; the endorsers had it registered for the person. */
  readonly signer: string;
  readonly signature: string;
  /** What he agreed to, in his own words' sentence. */
  readonly sentence: string;
  readonly items: readonly string[];
  readonly total: string;
}

/** The consent that a step shows, verified; null where it shows none. @throws Failure CONSENT_WRONG */
export function consentIn(proof: Proof, transaction: string, opened: readonly Opened[], where: string): ProvedConsent | null {
  const request = opened.find(({ place }) => place.what === 'REQUEST');
  if (request === undefined) return null;
  const parsed = consentSchema.safeParse(shownOf(request.leaf)['consent']);
  if (!parsed.success) throw new Failure('CONSENT_WRONG', where, 'unreadable');
  const { act, network, message, signature, signer } = parsed.data;
  if (ACT_OF[act] !== transaction) throw new Failure('CONSENT_WRONG', where, 'for another act');
  const isHere = message.channel === proof.channel && message.chaincode === proof.chaincode && message.program === proof.program;
  if (!isHere) throw new Failure('CONSENT_WRONG', where, 'for another place');
  if (signerOf(signedData(act, { network, message, signature }), signature) !== signer) throw new Failure('CONSENT_WRONG', where);
  const { company, person, act: sentence, items, total } = message;
  return { company, person, signer, signature, sentence, items, total };
}
