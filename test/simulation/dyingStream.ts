import type { BlockSource, CommittedBlock } from '@tierline/client-app/dist/ports/ledger';

/** A stream of blocks was cut off. */
export class StreamDied extends Error {}

/** An organisation's blocks, of which the first stream dies before one of this number; later streams go on. */
export function dyingStream(whole: BlockSource, before: number): BlockSource {
  let isDead = false;
  async function* blocks(from: number): AsyncIterable<CommittedBlock> {
    for await (const block of whole.blocks(from)) {
      if (!isDead && block.number >= before) {
        isDead = true;
        throw new StreamDied();
      }
      yield block;
    }
  }
  return { msp: whole.msp, height: () => whole.height(), blocks };
}
