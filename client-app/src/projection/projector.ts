import { sha256, type NetworkDefinition } from '@tierline/chaincode/api';
import type { Position } from '../ports/books';
import type { CommittedBlock } from '../ports/ledger';
import type { Arrived, MissingWrite, ProjectedBlock } from '../ports/projected';
import type { ReadStore } from '../ports/readStore';
import { BrokenStream } from './brokenStream';
import type { BlockFeed } from './feed';
import { membershipsOf, projected, writesOf, type Memberships } from './projected';
import { requireSameLedger } from './sameLedger';

/** As many rows make a batch that is written at once; a block is never divided. */
const MAX_BATCH_ROWS = 5_000;
const MAX_BATCH_BLOCKS = 500;
/** Missing writes asked for again at a time, at most. */
const MAX_ASKED = 200;

/** Told of what was written, after it was written. */
export type Listener = (blocks: readonly ProjectedBlock[]) => void;

/**
 * Reads committed blocks into a read model. A block is written as a whole, and only when it follows the last one by number
 * and by hash; a block that was written before is passed over when it is the same one.
 */
export class Projector {
  readonly #memberships: Memberships;
  readonly #listeners = new Set<Listener>();
  #reading: Promise<unknown> = Promise.resolve();
  #isOfThisLedger = false;

  constructor(
    private readonly feed: BlockFeed,
    private readonly store: ReadStore,
    private readonly network: NetworkDefinition,
  ) {
    this.#memberships = membershipsOf(network, feed.collections);
  }

  /** Tells of blocks as they are written; answers how to stop it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Reads the blocks that have been committed since; calls at the same time wait for each other.
   * @throws BrokenStream; Fault UNAVAILABLE {reason: 'READ_MODEL'}
   */
  async catchUp(): Promise<Position> {
    const reading = this.#reading.then(() => this.#read());
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  /** Answers how far the model is; asks for it a second time only when something was written. */
  async #read(): Promise<Position> {
    if (!this.#isOfThisLedger) await requireSameLedger(this.store, this.feed, this.network);
    this.#isOfThisLedger = true;
    const before = await this.store.position();
    const { height, lastHash } = before;
    const line = new Line(height, lastHash, (block) => this.store.hashOf(block));
    let batch: ProjectedBlock[] = [];
    let rows = 0;
    for await (const block of this.feed.blocks(height)) {
      if (!(await line.takes(block))) continue;
      const next = projected(block, this.#memberships);
      batch.push(next);
      rows += rowsOf(next);
      if (rows < MAX_BATCH_ROWS && batch.length < MAX_BATCH_BLOCKS) continue;
      await this.#write(batch);
      line.written();
      batch = [];
      rows = 0;
    }
    if (batch.length > 0) await this.#write(batch);
    return line.height === height ? before : this.store.position();
  }

  async #write(batch: readonly ProjectedBlock[]): Promise<void> {
    await this.store.apply(batch);
    for (const listener of this.#listeners) listener(batch);
  }

  /** Asks again for private values that had not arrived; answers how many still lack. @throws as {@link Projector.catchUp} */
  async askAgain(): Promise<number> {
    const missing = await this.store.missing(MAX_ASKED);
    for (const [block, lacking] of byBlock(missing)) {
      const found = await this.#found(block, lacking);
      if (found.length === 0) continue;
      await this.store.fill(found);
      // No block has come, but what was read before may be read again.
      for (const listener of this.#listeners) listener([]);
    }
    return (await this.store.position()).missing;
  }

  async #found(number: number, lacking: readonly MissingWrite[]): Promise<readonly Arrived[]> {
    for await (const block of this.feed.blocks(number)) {
      return lacking.flatMap((missing) => this.#valueOf(missing, block));
    }
    return [];
  }

  /** The value that was missing, when it has come and is the one that was endorsed. */
  #valueOf(missing: MissingWrite, block: CommittedBlock): readonly Arrived[] {
    const { scope, keyHash, valueHash, at } = missing;
    const transaction = block.transactions[at.place];
    const write = transaction?.privateWrites.find(({ collection, key }) => collection === scope && sha256(key) === keyHash);
    if (transaction === undefined || write === undefined) return [];
    if ((write.value === null ? null : sha256(write.value)) !== valueHash) return [];
    const [found] = writesOf({ ...transaction, publicWrites: [], privateWrites: [write] }, at, this.#memberships);
    return [{ missing, write: found ?? null }];
  }
}

/** The line of blocks as it has been read: what may come next. */
class Line {
  /** Hashes of the blocks that are not written yet. */
  readonly #unwritten = new Map<number, string>();

  constructor(
    /** The number of the block that comes next. */
    public height: number,
    private lastHash: string,
    private readonly hashOf: (block: number) => Promise<string | null>,
  ) {}

  /** Whether the block is the next one; false for one that was read before. @throws BrokenStream */
  async takes({ number, hash, previousHash }: CommittedBlock): Promise<boolean> {
    if (number < this.height) {
      const known = this.#unwritten.get(number) ?? (await this.hashOf(number));
      if (known !== hash) throw new BrokenStream('OTHER_BLOCK_AT_THIS_HEIGHT', number, this.height);
      return false;
    }
    if (number > this.height) throw new BrokenStream('GAP', number, this.height);
    if (number > 0 && previousHash !== this.lastHash) throw new BrokenStream('WRONG_PREVIOUS_HASH', number, this.height);
    this.height += 1;
    this.lastHash = hash;
    this.#unwritten.set(number, hash);
    return true;
  }

  /** All blocks read so far are written. */
  written(): void {
    this.#unwritten.clear();
  }
}

/** About as many rows as a block adds: of each record its present form, its history, and what it holds. */
function rowsOf({ writes }: ProjectedBlock): number {
  return writes.reduce((rows, { written }) => rows + 2 + (written === null ? 0 : written.receivables.length + written.tokens.length), 0);
}

function byBlock(missing: readonly MissingWrite[]): ReadonlyMap<number, readonly MissingWrite[]> {
  const blocks = new Map<number, MissingWrite[]>();
  for (const each of missing) blocks.set(each.at.block, [...(blocks.get(each.at.block) ?? []), each]);
  return blocks;
}
