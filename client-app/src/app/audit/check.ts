import type { Evidence } from './evidence';
import type { Thing } from './auditReport';

/** A check as it is written: its sentence, and what speaks against it. */
export interface Check {
  readonly name: string;
  /** Looks at everything of its kind; answers how much it looked at and what is wrong. */
  readonly look: (evidence: Evidence) => Finding | Promise<Finding>;
}

/** How much a check looked at. */
export interface Looked {
  readonly what: Thing;
  readonly count: number;
  /** Of how many in all, where others are not for this organisation to see. */
  readonly of?: number | null;
}

/** What a check found. */
export interface Finding {
  readonly looked: Looked;
  readonly wrong: readonly string[];
}
