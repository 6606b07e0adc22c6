import { Fault, faultIn } from '@tierline/chaincode/api';
import type { Renewing } from '../../app/serverSettings';
import type { Issuer, SignedIn } from '../../ports/signIn';

/**
 * Whether the issuer still stands by a person who has signed in with a browser. It is asked again now and then; while it does not
 * answer, its last word holds for a while.
 */
export class Standing {
  #known: SignedIn;
  #confirmedMs: number;
  #nextMs: number;
  #asking: Promise<void> | null = null;
  #refusal: Fault | null = null;

  /** @param now milliseconds since 1970 UTC */
  constructor(
    known: SignedIn,
    private readonly issuer: Pick<Issuer, 'renew' | 'revoke'>,
    private readonly renewing: Renewing,
    private readonly now: () => number,
  ) {
    this.#known = known;
    this.#confirmedMs = now();
    this.#nextMs = now() + renewing.afterMs;
  }

  /** Asks the issuer when it is time; those who come meanwhile wait for the same answer. @throws Fault NOT_SIGNED_IN, UNAVAILABLE */
  async require(): Promise<void> {
    const { renewal } = this.#known;
    if (renewal === null) return;
    if (this.#asking === null && this.#refusal === null && this.now() >= this.#nextMs) this.#asking = this.#ask(renewal);
    await this.#asking;
    if (this.#refusal !== null) throw this.#refusal;
    if (!this.#isFresh()) throw new Fault('UNAVAILABLE', { reason: 'ISSUER' });
  }

  /** What is known without waiting; the issuer is asked behind it when it is time. */
  isGood(): boolean {
    this.require().catch(() => undefined);
    return this.#refusal === null && (this.#known.renewal === null || this.#isFresh());
  }

  /** He leaves: the issuer is asked no more, and ends what it gave for that. While it does not answer, that ends when its time is over. */
  async end(): Promise<void> {
    await this.#asking;
    this.#refusal ??= new Fault('NOT_SIGNED_IN', { reason: 'EXPIRED' });
    const { renewal } = this.#known;
    if (renewal !== null) await unlessAway(() => this.issuer.revoke(renewal));
  }

  #isFresh(): boolean {
    const { afterMs, patienceMs } = this.renewing;
    return this.now() - this.#confirmedMs < afterMs + patienceMs;
  }

  async #ask(renewal: string): Promise<void> {
    try {
      this.#known = await this.issuer.renew(this.#known, renewal);
      this.#confirmedMs = this.now();
      this.#nextMs = this.now() + this.renewing.afterMs;
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      if (fault.code !== 'UNAVAILABLE') this.#refusal = fault;
      this.#nextMs = this.now() + this.renewing.againMs;
    } finally {
      this.#asking = null;
    }
  }
}

/** What the issuer answers; null while it does not. @throws Fault any other than UNAVAILABLE */
export async function unlessAway<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (faultIn(error)?.code !== 'UNAVAILABLE') throw error;
    return null;
  }
}
