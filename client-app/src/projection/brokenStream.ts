import { Fault } from '@tierline/chaincode/api';

/** What is wrong with a stream of blocks. */
export type StreamProblem = 'GAP' | 'WRONG_PREVIOUS_HASH' | 'OTHER_BLOCK_AT_THIS_HEIGHT';

/** The blocks that a peer gives do not follow what was read before: nothing is written, and no further block is read. */
export class BrokenStream extends Fault {
  /**
   * @param block the number of the block that came
   * @param expected the number that was expected
   */
  constructor(problem: StreamProblem, block: number, expected: number) {
    super('UNAVAILABLE', { reason: 'READ_MODEL', problem, block, expected });
  }
}
