import type { Bench } from './bench';

/** Every benchmark, in the order in which they run. */
export const BENCHES: readonly Bench[] = [];
