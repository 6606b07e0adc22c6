import { Fault } from '@tierline/chaincode/api';
import { Signal } from '../embedded/signal';

/** Calls under way at a time, at most: a peer answers 2,500. */
const MAX_CALLS = 2_000;
/** Longest wait for calls under way when the ledger is closed. */
const CLOSING_MS = 10_000;

/** Lets calls in while the ledger is open, and not too many at a time. */
export class CallGate {
  readonly #idle = new Signal();
  #underWay = 0;
  #isShut = false;

  /** Runs a call. @throws Fault UNAVAILABLE with `reason` CLOSED or QUEUE_FULL; what the call throws */
  async admitted<T>(call: () => Promise<T>): Promise<T> {
    if (this.#isShut) throw new Fault('UNAVAILABLE', { reason: 'CLOSED' });
    if (this.#underWay >= MAX_CALLS) throw new Fault('UNAVAILABLE', { reason: 'QUEUE_FULL' });
    this.#underWay += 1;
    try {
      return await call();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#idle.notify();
    }
  }

  /** Refuses further calls and waits, not for ever, for those under way. */
  async shut(): Promise<void> {
    this.#isShut = true;
    if (this.#underWay === 0) return;
    const timer = setTimeout(() => this.#idle.notify(), CLOSING_MS);
    await this.#idle.next(undefined);
    clearTimeout(timer);
  }
}
