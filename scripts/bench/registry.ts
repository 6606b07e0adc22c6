import { base } from './base';
import { batch } from './batch';
import type { Bench } from './bench';
import { life } from './life';

/** Every benchmark, in the order in which they run. */
export const BENCHES: readonly Bench[] = [base, life, batch];
