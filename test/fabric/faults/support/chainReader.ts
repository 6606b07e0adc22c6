import { setTimeout as pause } from 'node:timers/promises';
import { memberCollections, type Msp } from '@tierline/chaincode/api';
import { isComplete } from '@tierline/client-app/dist/adapters/fabric/completeness';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import type { TestNetwork } from '../../../support/fabricNetwork';

const LOOK_MS = 200;
/** Longest wait for peers to hold the same blocks with all private values. */
const LEVEL_MS = 30_000;

/** A block as every organisation's peer gives it. */
export type BlockViews = ReadonlyMap<Msp, CommittedBlock>;

/** Reads the blocks of all peers side by side, each block once. */
export class ChainReader {
  #next = 0;

  constructor(private readonly network: TestNetwork) {}

  /** The number of the block that is read next. */
  get next(): number {
    return this.#next;
  }

  /** The blocks since the last call, when all peers have all of them, with the private values that each should hold. @throws Error after 30 s */
  async read(): Promise<readonly BlockViews[]> {
    const host = await this.network.host();
    try {
      for (const limit = Date.now() + LEVEL_MS; ; await pause(LOOK_MS)) {
        const streams = await Promise.all(host.hosted.map(async (msp) => [msp, await allOf(host.stream(msp).blocks(this.#next))] as const));
        const lengths = new Set(streams.map(([, blocks]) => blocks.length));
        const lacking = streams.filter(
          ([msp, blocks]) => !blocks.every((block) => isComplete(block, memberCollections(host.network, msp))),
        );
        if (lengths.size === 1 && lacking.length === 0) return this.#taken(streams);
        if (Date.now() > limit)
          throw new Error(`the peers are not level: ${streams.map(([msp, { length }]) => `${msp} ${length}`).join(', ')}`);
      }
    } finally {
      await host.close();
    }
  }

  /** What has come since without being read: it is read again. */
  async peek(): Promise<readonly BlockViews[]> {
    const from = this.#next;
    const blocks = await this.read();
    this.#next = from;
    return blocks;
  }

  #taken(streams: readonly (readonly [Msp, readonly CommittedBlock[]])[]): readonly BlockViews[] {
    const [[, first] = ['', []]] = streams;
    this.#next += first.length;
    return first.map((_block, place) => new Map(streams.map(([msp, blocks]) => [msp, blocks[place] as CommittedBlock])));
  }
}

async function allOf(blocks: AsyncIterable<CommittedBlock>): Promise<readonly CommittedBlock[]> {
  const all: CommittedBlock[] = [];
  for await (const block of blocks) all.push(block);
  return all;
}
