import type { Msp } from '@tierline/chaincode/api';

/** So long an organisation whose peer did not answer is not asked again where another can stand in for it. */
const FORGOTTEN_AFTER_MS = 30_000;

/** Organisations whose peers did not answer when they were last asked. */
export class Unreachable {
  readonly #since = new Map<Msp, number>();

  /** @param now milliseconds that only grow */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The organisation's peer did not answer just now. */
  add(msp: Msp): void {
    this.#since.set(msp, this.now());
  }

  /** Whether another organisation should stand in for this one. */
  has(msp: Msp): boolean {
    const since = this.#since.get(msp);
    return since !== undefined && this.now() - since < FORGOTTEN_AFTER_MS;
  }
}
