import { toWire } from '@tierline/chaincode/api';
import type { State } from '../model/state';
import type { Call, WireOrder } from '../operation';
import type { Random } from '../prng';

/** A digest of what does not matter. */
export const DIGEST = 'ab'.repeat(32);

/** What the calls of a workload are drawn from: chance, and what is believed to be true. */
export class Draft {
  #serial: number;

  /** @param serial the ids that it gives count from here */
  constructor(
    readonly random: Random,
    readonly state: State,
    serial = 0,
  ) {
    this.#serial = serial;
  }

  /** An id that was not given before. */
  fresh(prefix: string): string {
    this.#serial += 1;
    return `${prefix}-${String(this.#serial).padStart(6, '0')}`;
  }

  /** A call by a person; amounts may be bigint. */
  call(actor: string, name: string, order: object): Call {
    return { kind: 'call', actor, name, order: toWire(order) as WireOrder, request: this.fresh('REQ') };
  }

  /** The maker or the checker of a company. */
  someoneOf(company: string): string {
    return `${this.random.percent(50) ? 'maker' : 'checker'}@${company}`;
  }

  /** Some record that suits, if there is one. */
  find<T>(records: ReadonlyMap<string, T>, suits: (record: T) => boolean): T | undefined {
    return this.random.find([...records.values()], suits);
  }

  /** At most so many records that suit, in their order from a random place on. */
  several<T>(records: ReadonlyMap<string, T>, limit: number, suits: (record: T) => boolean): T[] {
    const all = [...records.values()].filter(suits);
    const start = this.random.below(Math.max(1, all.length));
    return [...all.slice(start), ...all.slice(0, start)].slice(0, limit);
  }

  /** A supplier that may act. */
  supplier(): string {
    const active = [...this.state.companies.values()].filter(({ roles, status }) => roles.includes('supplier') && status === 'ACTIVE');
    return this.random.pick(active)?.id ?? 'SUP-01';
  }
}

/** Draws a call; null when there is nothing to do it with. */
export type Drawn = (draft: Draft) => Call | null;
