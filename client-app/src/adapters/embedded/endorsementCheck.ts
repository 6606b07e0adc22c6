import type { Endorsement, Msp } from '@tierline/chaincode/api';

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
