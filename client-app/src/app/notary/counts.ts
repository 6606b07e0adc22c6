import type { NotaryCounts } from '../../ports/notary';

const NONE: NotaryCounts = {
  confirmed: 0,
  entries: 0,
  sent: 0,
  replaced: 0,
  resent: 0,
  reorganised: 0,
  overtaken: 0,
  failed: 0,
  faults: 0,
};

/** Counts what a notary has done since it was started. */
export class Counts {
  #now = NONE;

  get now(): NotaryCounts {
    return this.#now;
  }

  /** Counts one more, or so many. */
  add(what: keyof NotaryCounts, by = 1): void {
    this.#now = { ...this.#now, [what]: this.#now[what] + by };
  }
}
