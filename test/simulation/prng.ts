/** Numbers that look random and follow from a seed: the same seed gives the same numbers on every machine (sfc32). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed any integer; @param stream tells apart generators of one seed that must not follow each other */
  constructor(seed: number, stream = 0) {
    this.#a = seed >>> 0;
    this.#b = Math.floor(seed / 2 ** 32) >>> 0;
    this.#c = stream >>> 0;
    for (let turn = 0; turn < 16; turn += 1) this.next();
  }

  /** The next 32 bits, as an integer of 0 to 2^32 - 1. */
  next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + result;
    return result >>> 0;
  }

  /** An integer of 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  /** An integer of `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in so many of a hundred cases. */
  percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  /** An amount of `low` to `high`, both included; `low` when there is none above it. */
  amount(low: bigint, high: bigint): bigint {
    if (high <= low) return low;
    const wide = (BigInt(this.next()) << 32n) | BigInt(this.next());
    return low + (wide % (high - low + 1n));
  }

  /** One of the items; undefined of none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  /** One of the items, of which there is at least one. */
  of<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const found = this.pick(items);
    if (found === undefined) throw new Error('there is nothing to pick from');
    return found;
  }

  /** The first item from a random place on, around the end, that suits; undefined when none does. */
  find<T>(items: readonly T[], suits: (item: T) => boolean): T | undefined {
    const start = this.below(Math.max(1, items.length));
    for (let step = 0; step < items.length; step += 1) {
      const item = items[(start + step) % items.length] as T;
      if (suits(item)) return item;
    }
    return undefined;
  }

  /** One of the names, each as likely as its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.below(entries.reduce((total, [, weight]) => total + weight, 0));
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error('weights are above zero');
  }

  /** So many bytes. */
  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.next() & 0xff);
  }
}
