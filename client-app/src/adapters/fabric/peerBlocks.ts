import { faultIn, type Msp } from '@tierline/chaincode/api';
import type { BlockOptions, BlockSource, CommittedBlock } from '../../ports/ledger';
import type { SeenBlock } from './blockView';
import { isComplete } from './completeness';
import { LivePeer, type PeerAccess } from './livePeer';
import { RecentBlocks } from './recentBlocks';

/** Blocks read at a time from a peer, at most: no more wait unread in memory. */
const MAX_READ = 32;
/** Longest wait for a peer to have what this process knows to be committed. */
const BEHIND_MS = 5_000;

/** How far the chain is known to be in this process, by the transactions that it submitted. */
export class Known {
  #height = 0;

  /** At least as many blocks are committed. */
  get height(): number {
    return this.#height;
  }

  /** A block is committed. */
  add(block: number): void {
    this.#height = Math.max(this.#height, block + 1);
  }
}

/** What a source of blocks is made of. */
export interface PeerBlocksParts {
  readonly access: PeerAccess & {
    /** Committed blocks, both ends included. @throws Fault UNAVAILABLE, NOT_AUTHORISED */
    range(from: number, to: number): Promise<readonly CommittedBlock[]>;
  };
  /** The collections that the organisation is a member of. */
  readonly collections: ReadonlySet<string>;
  readonly known: Known;
  readonly note: (line: string) => void;
  readonly closing: AbortSignal;
}

/**
 * The committed blocks of one organisation's peer. The newest ones are kept as they come; older ones, and those that lack a
 * private value that the organisation should hold, are read from the peer again.
 */
export class PeerBlocks implements BlockSource {
  readonly live: LivePeer;
  readonly #recent = new RecentBlocks();

  constructor(private readonly parts: PeerBlocksParts) {
    const keep = ({ block }: SeenBlock): void => {
      if (isComplete(block, parts.collections)) this.#recent.add(block);
    };
    this.live = new LivePeer(parts.access, keep, parts.note, parts.closing);
  }

  get msp(): Msp {
    return this.parts.access.msp;
  }

  /** @throws Fault UNAVAILABLE, NOT_AUTHORISED */
  async height(): Promise<number> {
    await this.live.ready();
    await this.caughtUp();
    return this.live.height;
  }

  /** Waits, not for long, until the peer has what this process knows to be committed. Does not wait for a peer that is not read. */
  async caughtUp(): Promise<void> {
    if (this.live.isLive) await this.live.reaches(this.parts.known.height, BEHIND_MS);
  }

  /** @throws Fault UNAVAILABLE, unless the blocks are followed: then the peer is waited for; NOT_AUTHORISED */
  async *blocks(from: number, options: BlockOptions = {}): AsyncIterable<CommittedBlock> {
    const isOver = (): boolean => this.parts.closing.aborted || options.signal?.aborted === true;
    let next = from;
    while (!isOver()) {
      const blocks = await this.#from(next, options);
      if (blocks === 'END') return;
      for (const block of blocks) {
        if (isOver()) return;
        yield block;
        next = block.number + 1;
      }
    }
  }

  /** Some blocks, none while those that follow are waited for, or the end. */
  async #from(next: number, { follow, signal }: BlockOptions): Promise<readonly CommittedBlock[] | 'END'> {
    try {
      await this.live.ready();
      if (next >= this.live.height) await this.caughtUp();
      if (next < this.live.height) return await this.#read(next);
      if (follow !== true) return 'END';
    } catch (error) {
      if (follow !== true || faultIn(error)?.code !== 'UNAVAILABLE') throw error;
    }
    await this.live.changed.next(signal);
    return [];
  }

  async #read(next: number): Promise<readonly CommittedBlock[]> {
    const kept = this.#recent.get(next);
    if (kept !== undefined) return [kept];
    const last = Math.min(next + MAX_READ, this.live.height) - 1;
    let to = next;
    while (to < last && this.#recent.get(to + 1) === undefined) to += 1;
    return this.parts.access.range(next, to);
  }
}
