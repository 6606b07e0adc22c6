import { AsyncLocalStorage } from 'node:async_hooks';

const injected = new AsyncLocalStorage<() => number>();

/** Runs `work` with `now` (milliseconds since 1970 UTC) as the endorsing node's clock. */
export function withNodeClock<T>(now: () => number, work: () => Promise<T>): Promise<T> {
  return injected.run(now, work);
}

/**
 * The endorsing node's clock, milliseconds since 1970 UTC: the one look at a clock in the chaincode. It only guards the
 * transaction's timestamp; no result depends on it.
 */
export function nodeNow(): number {
  return (injected.getStore() ?? Date.now)();
}
