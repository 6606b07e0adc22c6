/** What of a stub tells one run of a contract from another: the proposal, decoded anew by each node. */
export interface Proposed {
  getSignedProposal(): object;
}

const injected = new WeakMap<object, () => number>();

/** Gives a run `now` (milliseconds since 1970 UTC) as the clock of the node on which it runs; answers its stub. */
export function withNodeClock<S extends Proposed>(stub: S, now: () => number): S {
  injected.set(stub.getSignedProposal(), now);
  return stub;
}

/**
 * The endorsing node's clock, milliseconds since 1970 UTC: the one look at a clock in the chaincode. It only guards the
 * transaction's timestamp; no result depends on it.
 */
export function nodeNow(stub: Proposed): number {
  return (injected.get(stub.getSignedProposal()) ?? Date.now)();
}
