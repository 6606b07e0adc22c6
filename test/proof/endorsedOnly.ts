import { Fault, tokenId, type OpenedFact, type Token } from '@tierline/chaincode/api';
import type { EmbeddedLedger } from '@tierline/client-app/dist/adapters/embedded/embeddedLedger';
import type { EndorsedTransaction } from '@tierline/client-app/dist/adapters/embedded/endorser';
import { signedBy } from '@tierline/client-app/dist/adapters/embedded/evidence';
import { namedBy } from '@tierline/client-app/dist/adapters/embedded/storeKeys';
import { isSigned } from '@tierline/client-app/dist/app/proof/consents';
import { leafOf } from '@tierline/client-app/dist/app/proof/leaves';
import { factsIn } from '@tierline/client-app/dist/app/proof/storedFacts';
import { sealOf } from '@tierline/client-app/dist/proving/digests';
import type { Proof, ProofStep } from '@tierline/client-app/dist/proving/proof';
import { placeIn } from '@tierline/client-app/dist/proving/records';
import type { Prepared } from '../support/endorsing';

/** A transaction that organisations endorsed, and how it ended. */
export interface Ending {
  readonly endorsed: EndorsedTransaction;
  /** `DONE`, or why it was not committed. */
  readonly ending: string;
}

/** Sends transactions in one turn, so that they share a block. @param isOrdered false: they are endorsed and never get into a block */
export async function raced(contenders: readonly [Prepared, ...Prepared[]], isOrdered = true): Promise<readonly Ending[]> {
  const { committer } = (contenders[0].session.ledger as EmbeddedLedger)['network'];
  const order = committer.order.bind(committer);
  const seen = new Map<string, EndorsedTransaction>();
  committer.order = (transaction: EndorsedTransaction) => {
    seen.set(transaction.payload.creator.certificate + transaction.payload.name, transaction);
    return isOrdered ? order(transaction) : Promise.reject(new Fault('UNAVAILABLE', { reason: 'NEVER_ORDERED' }));
  };
  try {
    const endings = await Promise.all(contenders.map(({ submit, endorsers }) => submit(endorsers)));
    return contenders.map(({ session, name }, at) => {
      const endorsed = seen.get(session.identity.certificate + name);
      if (endorsed === undefined) throw new Error(`${name} was not endorsed`);
      return { endorsed, ending: endings[at] ?? '' };
    });
  } finally {
    Reflect.deleteProperty(committer, 'order');
  }
}

/**
 * A proof's step made of an endorsed transaction, in the place of another: what its own host, who knows all of it, can make.
 * @param piece of the tokens that it writes, the one that is shown besides those of the other step
 */
export function stepOf(
  session: Prepared['session'],
  proof: Proof,
  instead: ProofStep,
  { payload, ...rest }: EndorsedTransaction,
  piece: string | null = null,
): ProofStep {
  const { payload: bytes, signatures } = signedBy((session.ledger as EmbeddedLedger)['network'], { payload, ...rest });
  const told = signatures.map(({ endorser, signature }) => ({
    endorser: proof.endorsers.indexOf(base64(endorser)),
    signature: base64(signature),
  }));
  const places = new Set(instead.leaves.map(({ place }) => place));
  const isWanted = (fact: OpenedFact): boolean => places.has(fact.place) || isSigned(fact) || isPiece(fact, piece);
  const leaves = factsOf(payload.channel, { payload, ...rest }).filter(isWanted);
  return {
    ...instead,
    transaction: payload.transactionId,
    endorsed: { payload: base64(bytes), signatures: told },
    leaves: leaves.map((fact) => leafOf(fact, [])),
    consent: null,
  };
}

/** A proof with its steps changed, its seal forged. */
export function resealed(proof: Proof, edit: (steps: readonly ProofStep[]) => readonly ProofStep[]): Proof {
  const edited = { ...proof, steps: [...edit(proof.steps)] };
  return { ...edited, seal: sealOf(edited) };
}

function factsOf(channel: string, { payload, privateWrites }: Omit<EndorsedTransaction, 'touched'>): readonly OpenedFact[] {
  const open = payload.writes.filter(({ key }) => namedBy(key).collection === '');
  return factsIn(channel, {
    publicWrites: open.map(({ key, value }) => ({ key: namedBy(key).key, value })),
    privateWrites: Object.entries(privateWrites).flatMap(([collection, writes]) => writes.map((write) => ({ collection, ...write }))),
    hashedWrites: [],
  } as never);
}

function isPiece({ place, record }: OpenedFact, piece: string | null): boolean {
  return record !== null && placeIn(place).what === 'TOKEN' && tokenId(record as Token) === piece;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
