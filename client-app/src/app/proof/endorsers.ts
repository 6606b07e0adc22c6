import type { Msp } from '@tierline/chaincode/api';
import { identityIn } from '../../proving/endorsedMessage';
import type { ProofEndorsed } from '../../proving/proof';
import type { Endorsed } from '../../ports/ledger';

/** The endorsers of a proof, each once, by number. */
export class Endorsers {
  readonly #numbers = new Map<string, number>();
  /** The organisations that they sign for. */
  readonly msps = new Set<Msp>();

  /** Fabric's bytes of each, base64, in the order of their numbers. */
  identities(): string[] {
    return [...this.#numbers.keys()];
  }

  /** What was endorsed, as a proof has it. */
  told({ payload, signatures }: Endorsed): ProofEndorsed {
    return {
      payload: base64(payload),
      signatures: signatures.map(({ endorser, signature }) => ({ endorser: this.#numberOf(endorser), signature: base64(signature) })),
    };
  }

  #numberOf(endorser: Uint8Array): number {
    const identity = base64(endorser);
    const number = this.#numbers.get(identity) ?? this.#numbers.size;
    this.#numbers.set(identity, number);
    this.msps.add(identityIn(endorser).msp);
    return number;
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
