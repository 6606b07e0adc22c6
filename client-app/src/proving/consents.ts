import type { ConsentAct } from '@tierline/chaincode/consent';
import { recovered, type Hideable } from '@tierline/chaincode/typedData';
import { z } from 'zod';
import { Failure } from './failure';
import type { Opened } from './lineage';
import { consentDigest } from './partlyShown';
import type { Proof, ProofConsent, ProofStep } from './proof';
import { shownOf } from './records';

/** The transaction that each act is carried out by. */
const ACT_OF: Readonly<Record<ConsentAct, string>> = {
  CONFIRM_TITLE: 'receivable:confirm',
  ASSIGN: 'token:assign',
  ACCEPT: 'token:accept',
  TAKE: 'financing:take',
  DISBURSE: 'financing:disburse',
};

const signed = z.strictObject({
  digest: z.string().regex(/^0x[0-9a-f]{64}$/),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
  signer: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
});

/** What a person agreed to in a step, as far as it is shown: it is what he signed. */
export interface ProvedConsent {
  readonly company: string;
  readonly person: string;
  /** What he agreed to, in his own words' sentence. */
  readonly sentence: string;
  /** The items in their order; null for one that stays hidden. */
  readonly items: readonly (string | null)[];
  /** Null where it stays hidden. */
  readonly total: string | null;
  readonly terms: readonly string[];
  readonly requestId: string;
  readonly deadline: string;
}

/** A person's signature for a step, verified. */
export interface ProvedSignature {
  /** The address whose key signed, EIP-55; the endorsers had it registered for a person of the company that acts. */
  readonly signer: string;
  readonly signature: string;
  /** The digest that was signed, which the endorsers say is that of what the step does. */
  readonly digest: string;
  /** Null where nothing is shown but the signature. */
  readonly consent: ProvedConsent | null;
}

/** The signature of a step, verified; null where a step shows none. @throws Failure CONSENT_WRONG */
export function signatureIn(
  proof: Proof,
  { consent }: Pick<ProofStep, 'consent'>,
  transaction: string,
  opened: readonly Opened[],
  where: string,
): ProvedSignature | null {
  const request = opened.find(({ place }) => place.what === 'REQUEST');
  if (request === undefined) {
    if (consent !== null) throw new Failure('CONSENT_WRONG', where, 'without a signature');
    return null;
  }
  const parsed = signed.safeParse(shownOf(request.leaf)['signed']);
  if (!parsed.success) throw new Failure('CONSENT_WRONG', where, 'unreadable');
  const { digest, signature, signer } = parsed.data;
  if (recovered(digest, signature) !== signer) throw new Failure('CONSENT_WRONG', where);
  if (consent === null) return { signer, signature, digest, consent: null };
  requireHere(proof, consent, transaction, where);
  if (consentDigest(consent.network, consent.act, consent.message) !== digest)
    throw new Failure('CONSENT_WRONG', where, 'not what was signed');
  return { signer, signature, digest, consent: told(consent) };
}

function requireHere(proof: Proof, { act, message }: ProofConsent, transaction: string, where: string): void {
  if (ACT_OF[act] !== transaction) throw new Failure('CONSENT_WRONG', where, 'for another act');
  const isHere = message.channel === proof.channel && message.chaincode === proof.chaincode && message.program === proof.program;
  if (!isHere) throw new Failure('CONSENT_WRONG', where, 'for another place');
}

function told({ message }: ProofConsent): ProvedConsent {
  const { company, person, act: sentence, items, total, terms, requestId, deadline } = message;
  return { company, person, sentence, items: items.map(shownText), total: shownText(total), terms, requestId, deadline };
}

const shownText = (text: Hideable): string | null => (typeof text === 'string' ? text : null);
