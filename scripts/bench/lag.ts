import type { NotaryRun } from '@tierline/client-app/dist/app/notary/notaryRun';
import type { BlockSource } from '@tierline/client-app/dist/ports/ledger';

const LOOK_MS = 20;

/** A root that a notary has published, when it was seen to be confirmed. */
export interface SeenRoot {
  readonly fromBlock: number;
  /** Inclusive. */
  readonly toBlock: number;
  /** From the moment when enough blocks waited for it to that of its confirmation, milliseconds. */
  readonly lateMs: number;
  /** How old the first block was by then that it does not cover, milliseconds: the same from root to root where a notary keeps up. */
  readonly uncoveredMs: number;
  /** Blocks that the ledger had by then. */
  readonly height: number;
}

/** Watches how far the roots of a notary are behind a ledger that works. */
export class Lag {
  readonly roots: SeenRoot[] = [];
  /** Blocks that no confirmed root covered, at the worst moment. */
  mostBlocks = 0;
  /** When the ledger was seen to have so many blocks more than at first. */
  readonly #reachedMs: number[] = [];
  #next: number;
  #timer: NodeJS.Timeout | null = null;
  #failed: unknown = null;

  private constructor(
    private readonly source: BlockSource,
    private readonly run: NotaryRun,
    private readonly first: number,
    private readonly everyBlocks: number,
  ) {
    this.#next = first;
  }

  /** @param first the first block of the line @param everyBlocks so many blocks make a root due */
  static watch(source: BlockSource, run: NotaryRun, first: number, everyBlocks: number): Lag {
    const lag = new Lag(source, run, first, everyBlocks);
    lag.#again();
    return lag;
  }

  /** Ends. @throws what a look has thrown */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#failed !== null) throw this.#failed;
  }

  #again(): void {
    this.#timer = setTimeout(() => {
      this.#look().then(
        () => this.#again(),
        (error: unknown) => (this.#failed = error),
      );
    }, LOOK_MS);
  }

  async #look(): Promise<void> {
    const height = await this.source.height();
    const nowMs = performance.now();
    while (this.first + this.#reachedMs.length <= height) this.#reachedMs.push(nowMs);
    this.mostBlocks = Math.max(this.mostBlocks, height - this.#next);
    const confirmed = this.run.report().look?.confirmed ?? null;
    if (confirmed === null || confirmed.toBlock < this.#next) return;
    const { fromBlock, toBlock } = confirmed;
    const since = (blocks: number): number => nowMs - (this.#reachedMs[blocks - this.first] ?? nowMs);
    const [lateMs, uncoveredMs] = [since(fromBlock + this.everyBlocks), since(toBlock + 2)];
    this.roots.push({ fromBlock, toBlock, lateMs, uncoveredMs, height });
    this.#next = toBlock + 1;
  }
}
