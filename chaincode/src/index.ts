export { contracts } from './contracts';
export { withNodeClock } from './state/nodeClock';
