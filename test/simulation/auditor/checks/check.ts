import type { Memory } from '../memory';
import type { Step } from '../step';

/** Looks at one step, and at all that is known after it; tells what must not be. */
export type Check = (step: Step, memory: Memory) => Iterable<string>;

/** Adds up what the auditor keeps sums of. */
export type Note = (step: Step, memory: Memory) => void;

/** What an invariant says of one receivable and its tokens: asked of those that a step touched, and now and then of all. */
export type ClaimCheck = (receivable: string, memory: Memory) => Iterable<string>;

/** The receivables that a step touched. */
export function touched({ claims, tokens }: Step): ReadonlySet<string> {
  return new Set([...claims.after.keys(), ...[...tokens.before.values(), ...tokens.after.values()].map(({ receivable }) => receivable)]);
}

/** Several checks as one. */
export const allOf = (...checks: readonly Check[]): Check =>
  function* each(step, memory) {
    for (const check of checks) yield* check(step, memory);
  };

/** A check of steps out of a check of receivables. */
export const ofTouched = (check: ClaimCheck): Check =>
  function* eachTouched(step, memory) {
    for (const receivable of touched(step)) yield* check(receivable, memory);
  };
