import type { BlockSource } from '../../ports/ledger';
import type { Batch, NotarisedRoot } from '../../ports/notary';
import { entriesOf } from './entries';
import { Pauses } from './pauses';
import { rootOf } from './rootAside';
import type { FactsEntry } from './tree';

/** The root before the first one. */
export const NO_ROOT = `0x${'0'.repeat(64)}`;
/** Entries of one batch, at most; a batch takes whole blocks and ends where the next one would exceed it. */
const MAX_ENTRIES = 20_000;

/** What waits to be notarised. */
export interface Waiting {
  readonly entries: number;
  /** When the oldest entry was endorsed, milliseconds since 1970 UTC; null for none. */
  readonly sinceMs: number | null;
  /** Blocks that were read. */
  readonly blocks: number;
  /** Whether there is more than one batch takes. */
  readonly isFull: boolean;
}

/** Reads the ledger's blocks after the newest root, and keeps what of them is to be notarised until it is. */
export class Gathering {
  #from = 0;
  #next = 0;
  #entries: FactsEntry[] = [];
  #sinceMs: number | null = null;
  #isFull = false;

  constructor(private readonly source: BlockSource) {}

  /** Reads on from a block; what was read of blocks before it is forgotten, and where it lies before them all is read again. */
  async readFrom(from: number): Promise<Waiting> {
    if (from !== this.#from) this.#begin(from);
    if (!this.#isFull) await this.#read();
    return { entries: this.#entries.length, sinceMs: this.#sinceMs, blocks: this.#next - this.#from, isFull: this.#isFull };
  }

  #begin(from: number): void {
    this.#from = from;
    this.#next = from;
    this.#entries = [];
    this.#sinceMs = null;
    this.#isFull = false;
  }

  async #read(): Promise<void> {
    const pauses = new Pauses();
    for await (const block of this.source.blocks(this.#next)) {
      await pauses.taken();
      const entries = entriesOf(block);
      if (this.#entries.length > 0 && this.#entries.length + entries.length > MAX_ENTRIES) {
        this.#isFull = true;
        return;
      }
      this.#entries.push(...entries);
      this.#next = block.number + 1;
      const [first] = entries;
      if (first !== undefined) this.#sinceMs ??= Date.parse(block.transactions[first.index]?.timestamp ?? '');
    }
  }

  /** The batch of all that was read; at least one entry waits. */
  async batch(previous: NotarisedRoot | null): Promise<Batch> {
    const range = { fromBlock: this.#from, toBlock: this.#next - 1 };
    return { ...range, previousRoot: previous?.root ?? NO_ROOT, root: await rootOf(this.#entries) };
  }
}
