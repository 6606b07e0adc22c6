import './quietLoggers';
import './quickKeccak';
export { contracts } from './contracts';
export { withNodeClock } from './state/nodeClock';
export { encodePolicy } from './state/policyBytes';
