/** An organisation's MSP id, `[A-Za-z0-9]{2,40}`. */
export type Msp = string;

/** Who must endorse: one organisation, or `n` of several rules. */
export type Endorsement = Msp | { readonly n: number; readonly of: readonly Endorsement[] };

/** All of the rules must hold. */
export const allOf = (...of: readonly Endorsement[]): Endorsement => ({ n: of.length, of });
/** One of the rules must hold. */
export const anyOf = (...of: readonly Endorsement[]): Endorsement => ({ n: 1, of });
/** `n` of the rules must hold, each by an organisation of its own. */
export const outOf = (n: number, ...of: readonly Endorsement[]): Endorsement => ({ n, of });

/** Whether the organisations `endorsers` satisfy the rule. Each named organisation counts once. */
export function satisfies(rule: Endorsement, endorsers: ReadonlySet<Msp>): boolean {
  if (typeof rule === 'string') return endorsers.has(rule);
  return rule.of.filter((part) => satisfies(part, endorsers)).length >= rule.n;
}

/** The organisations that a rule names, each once, in order of appearance. */
export function organisationsOf(rule: Endorsement): readonly Msp[] {
  return typeof rule === 'string' ? [rule] : [...new Set(rule.of.flatMap(organisationsOf))];
}

/**
 * Whether the organisations that signed satisfy a rule, as Fabric evaluates it: each signature counts once in the whole
 * rule, and parts take signatures in the order in which they stand. AND(A, OR(A, B)) therefore needs A and B.
 */
export function isEndorsed(rule: Endorsement, signers: readonly Msp[]): boolean {
  return take(rule, [...new Set(signers)]) !== null;
}

/** The signatures left over after the rule took its own; null when it does not hold. */
function take(rule: Endorsement, signers: readonly Msp[]): readonly Msp[] | null {
  if (typeof rule === 'string') return signers.includes(rule) ? signers.filter((signer) => signer !== rule) : null;
  let left = signers;
  let held = 0;
  for (const part of rule.of) {
    const remainder = take(part, left);
    if (remainder === null) continue;
    left = remainder;
    held += 1;
  }
  return held >= rule.n ? left : null;
}
