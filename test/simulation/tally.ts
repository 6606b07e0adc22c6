/** How often each operation came out how. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  /** A tally of such counts. */
  static of(counts: ReturnType<Tally['entries']>): Tally {
    const tally = new Tally();
    for (const [name, outcome, count] of counts) tally.add(name, outcome, count);
    return tally;
  }

  /** Counts one, or so many. */
  add(name: string, outcome: string, count = 1): void {
    const outcomes = this.#counts.get(name) ?? new Map<string, number>();
    this.#counts.set(name, outcomes);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
  }

  /** Adds another tally to this one. */
  join(other: Tally): void {
    for (const [name, outcome, count] of other.entries()) this.add(name, outcome, count);
  }

  /** Name, outcome and count, in order. */
  entries(): readonly (readonly [string, string, number])[] {
    return [...this.#counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, outcomes]) =>
        [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([outcome, count]) => [name, outcome, count] as const),
      );
  }

  /** How often an operation came out so. */
  of(name: string, outcome: string): number {
    return this.#counts.get(name)?.get(outcome) ?? 0;
  }

  /** The counts of each outcome over all operations. */
  outcomes(): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const [, outcome, count] of this.entries()) sums.set(outcome, (sums.get(outcome) ?? 0) + count);
    return sums;
  }

  /** One line for each operation. */
  lines(): readonly string[] {
    return [...this.#counts.keys()].sort().map((name) => {
      const outcomes = [...(this.#counts.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      return `${name.padEnd(30)} ${outcomes.map(([outcome, count]) => `${outcome} ${count}`).join('  ')}`;
    });
  }
}
