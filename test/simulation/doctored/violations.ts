import { CONSENT_VIOLATIONS } from './consentViolations';
import { DEAL_VIOLATIONS } from './dealViolations';
import { ORDER_VIOLATIONS } from './orderViolations';
import type { Violation } from './planting';
import { TITLE_VIOLATIONS } from './titleViolations';

/** Wrongs for each invariant, and for each way in which it can be broken. */
export const VIOLATIONS: readonly Violation[] = [...TITLE_VIOLATIONS, ...DEAL_VIOLATIONS, ...ORDER_VIOLATIONS, ...CONSENT_VIOLATIONS];
