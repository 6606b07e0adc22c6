export { withNodeClock } from './state/nodeClock';
export { encodePolicy } from './state/policyBytes';
/** The contract classes in the order in which they are registered. */
export const contracts: readonly (new () => object)[] = [];
