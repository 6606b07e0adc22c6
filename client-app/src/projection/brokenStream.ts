/** What is wrong with a stream of blocks. */
export type StreamFault = 'GAP' | 'WRONG_PREVIOUS_HASH' | 'OTHER_BLOCK_AT_THIS_HEIGHT';

/** The blocks that a peer gives do not follow what was read before: nothing is written, and no further block is read. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream';
  constructor(
    readonly fault: StreamFault,
    /** The block that came. */
    readonly block: number,
    /** The block that was expected. */
    readonly expected: number,
  ) {
    super(`the stream of blocks is broken: ${fault}, block ${block} came and ${expected} was expected`);
  }
}
