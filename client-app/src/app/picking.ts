import { Fault, lengthOf, sum, type SubRange } from '@tierline/chaincode/api';

/** What is taken of one token: all of it, or a part that is split off. */
export interface Pick<T> {
  readonly from: T;
  readonly amountMinor: bigint;
}

/** How tokens are picked. */
export interface PickRules {
  readonly amountMinor: bigint;
  /** The least that a part may be, and the least that it may leave. */
  readonly minimumMinor: bigint;
  /** The most tokens. */
  readonly maxTokens: number;
}

/** Tries before it is given up: the first tries are the earliest due, and enough for every ordinary wallet. */
const MAX_TRIES = 20_000;
/** Tokens that are looked at. */
const MAX_TOKENS = 2_000;

/**
 * Picks exactly an amount out of tokens, in their order: each is taken whole while it fits and the last one in part. Where
 * the part, or what it would leave, is below the minimum, one of the last tokens is cut instead, or passed over.
 * @param tokens those that may be taken, earliest due first.
 * @throws Fault AMOUNT_EXCEEDS {limit: 'wallet', have, need} when all of them are too little; {limit: 'minimum'} when no way
 *   of cutting them gives the amount; {limit: 'tokens', have, need, tokens} when it takes too many
 */
export function pick<T>(tokens: readonly T[], rangeOf: (token: T) => SubRange, rules: PickRules): readonly Pick<T>[] {
  const lengths = tokens.slice(0, MAX_TOKENS).map((token) => lengthOf(rangeOf(token)));
  const have = sum(lengths);
  if (have < rules.amountMinor) throw refused('wallet', have, rules);
  const amounts = new Search(lengths, rules).run();
  if (amounts === null) throw cannot(lengths, rules);
  return amounts.flatMap((amountMinor, index) => (amountMinor === 0n ? [] : [{ from: tokens[index] as T, amountMinor }]));
}

function cannot(lengths: readonly bigint[], rules: PickRules): Fault {
  const most = sum([...lengths].sort((a, b) => (a > b ? -1 : 1)).slice(0, rules.maxTokens));
  return most < rules.amountMinor ? refused('tokens', most, rules) : refused('minimum', rules.minimumMinor, rules);
}

function refused(limit: string, have: bigint, rules: PickRules): Fault {
  return new Fault('AMOUNT_EXCEEDS', { limit, have: String(have), need: String(rules.amountMinor), tokens: rules.maxTokens });
}

/** Depth first over the tokens in order; the first way that is found is the one that takes the earliest. */
class Search {
  readonly #amounts: bigint[] = [];
  /** What all tokens from an index on are worth. */
  readonly #behind: bigint[];
  #tries = 0;

  constructor(
    private readonly lengths: readonly bigint[],
    private readonly rules: PickRules,
  ) {
    this.#behind = [...lengths, 0n];
    for (let index = lengths.length - 1; index >= 0; index -= 1) {
      this.#behind[index] = (lengths[index] as bigint) + (this.#behind[index + 1] as bigint);
    }
  }

  run(): readonly bigint[] | null {
    return this.#fill(0, this.rules.amountMinor, 0) ? this.#amounts : null;
  }

  #fill(index: number, leftMinor: bigint, taken: number): boolean {
    if (leftMinor === 0n) return true;
    if ((this.#behind[index] ?? 0n) < leftMinor || taken >= this.rules.maxTokens) return false;
    for (const amount of this.#choices(this.lengths[index] as bigint, leftMinor)) {
      this.#tries += 1;
      if (this.#tries > MAX_TRIES) return false;
      this.#amounts[index] = amount;
      if (this.#fill(index + 1, leftMinor - amount, taken + (amount === 0n ? 0 : 1))) return true;
    }
    this.#amounts.length = index;
    return false;
  }

  /** What may be taken of a token, best first: as much as fits; less, so that it or the next keeps the minimum; nothing. */
  #choices(lengthMinor: bigint, leftMinor: bigint): readonly bigint[] {
    const { minimumMinor } = this.rules;
    const most = lengthMinor < leftMinor ? lengthMinor : leftMinor;
    const parts = [most, lengthMinor - minimumMinor, leftMinor - minimumMinor].filter(
      (part) => part > 0n && part <= most && this.#mayTake(part, lengthMinor),
    );
    return [...new Set(parts.sort((a, b) => (a > b ? -1 : 1))), 0n];
  }

  #mayTake(partMinor: bigint, lengthMinor: bigint): boolean {
    const { minimumMinor } = this.rules;
    return partMinor === lengthMinor || (partMinor >= minimumMinor && lengthMinor - partMinor >= minimumMinor);
  }
}
