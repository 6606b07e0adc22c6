import { Fault } from '@tierline/chaincode/api';
import { Signal } from './signal';

/** Lets calls in while a ledger is open, and not too many at a time. */
export class CallGate {
  readonly #idle = new Signal();
  #underWay = 0;
  #isShut = false;

  /**
   * @param limit calls under way at a time, at most
   * @param closingMs longest wait for calls under way when the ledger is closed; null for calls that end by themselves
   */
  constructor(
    private readonly limit: number,
    private readonly closingMs: number | null,
  ) {}

  /** Runs a call. @throws Fault UNAVAILABLE with `reason` CLOSED or QUEUE_FULL; what the call throws */
  async admitted<T>(call: () => Promise<T>): Promise<T> {
    if (this.#isShut) throw new Fault('UNAVAILABLE', { reason: 'CLOSED' });
    if (this.#underWay >= this.limit) throw new Fault('UNAVAILABLE', { reason: 'QUEUE_FULL' });
    this.#underWay += 1;
    try {
      return await call();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#idle.notify();
    }
  }

  /** Refuses further calls and waits for those under way. */
  async shut(): Promise<void> {
    this.#isShut = true;
    if (this.#underWay === 0) return;
    const timer = this.closingMs === null ? undefined : setTimeout(() => this.#idle.notify(), this.closingMs);
    await this.#idle.next(undefined);
    clearTimeout(timer);
  }
}
