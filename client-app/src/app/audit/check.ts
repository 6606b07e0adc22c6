import type { Evidence } from './evidence';

/** A check as it is written: its sentence, and what speaks against it. */
export interface Check {
  readonly name: string;
  /** Looks at everything of its kind; answers how much it looked at and what is wrong. */
  readonly look: (evidence: Evidence) => Finding | Promise<Finding>;
}

/** What a check found. */
export interface Finding {
  /** How many things were looked at, in words: `12 receivables`. */
  readonly looked: string;
  readonly wrong: readonly string[];
}
