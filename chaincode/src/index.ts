export { withNodeClock } from './state/nodeClock';
/** The contract classes in the order in which they are registered. */
export const contracts: readonly (new () => object)[] = [];
