import { randomUUID } from 'node:crypto';
import { address, Fault, FAULTS, signature, type FaultCode, type TypedData } from '@tierline/chaincode/api';
import { z } from 'zod';
import type { Keys, KeyUse, NamedSigner } from '../ports/signer';

/** What is asked of the keys of another process: for an address, or for a signature over `data`. */
export interface KeyQuestion {
  readonly id: string;
  readonly use: KeyUse;
  readonly data: TypedData | null;
}

/** What they answer. */
export const keyAnswer = z.strictObject({
  id: z.uuid(),
  signer: z.strictObject({ address, isNamed: z.boolean() }).nullable().optional(),
  signature: signature.optional(),
  refused: z
    .strictObject({ code: z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]), details: z.record(z.string(), z.json()) })
    .optional(),
});
/** What they answer. */
export type KeyAnswer = z.output<typeof keyAnswer>;

interface Waiting {
  readonly asker: RemoteKeys;
  readonly take: (answer: KeyAnswer) => void;
  readonly refuse: (fault: Fault) => void;
}

/** The questions of a server's commands that wait for an answer: each command asks one at a time. */
export class KeyQuestions {
  readonly #waiting = new Map<string, Waiting>();

  /** @param tell sends the question */
  ask(asker: RemoteKeys, question: Omit<KeyQuestion, 'id'>, tell: (question: KeyQuestion) => void): Promise<KeyAnswer> {
    const id = randomUUID();
    return new Promise((take, refuse) => {
      this.#waiting.set(id, { asker, take, refuse });
      tell({ id, ...question });
    });
  }

  /** @throws Fault NOT_FOUND for an answer to a question that nobody waits for */
  take(answer: KeyAnswer): void {
    const asked = this.#waiting.get(answer.id);
    if (asked === undefined) throw new Fault('NOT_FOUND', { kind: 'question', id: answer.id });
    this.#waiting.delete(answer.id);
    const { refused } = answer;
    if (refused === undefined) asked.take(answer);
    else asked.refuse(new Fault(refused.code, refused.details));
  }

  /** Refuses whatever a command waits for whose process is gone. */
  end(asker: RemoteKeys): void {
    for (const [id, { asker: other, refuse }] of this.#waiting) {
      if (other !== asker) continue;
      this.#waiting.delete(id);
      refuse(gone());
    }
  }
}

const gone = (): Fault => new Fault('CONSENT_REFUSED', { reason: 'DECLINED' });

/** Keys in the process in which a command line was typed: what is to be signed goes there, signatures come back, and nothing else. */
export class RemoteKeys implements Keys {
  #isGone = false;

  /** @param tell sends a question to that process */
  constructor(
    private readonly questions: KeyQuestions,
    private readonly tell: (question: KeyQuestion) => void,
  ) {}

  async signer(use: KeyUse): Promise<NamedSigner | null> {
    const { signer = null } = await this.#asked(use, null);
    if (signer === null) return null;
    return { ...signer, sign: async (data) => (await this.#asked(use, data)).signature ?? '' };
  }

  /** That process is gone. */
  end(): void {
    this.#isGone = true;
    this.questions.end(this);
  }

  async #asked(use: KeyUse, data: TypedData | null): Promise<KeyAnswer> {
    if (this.#isGone) throw gone();
    return this.questions.ask(this, { use, data }, this.tell);
  }
}
