import type { CommittedTransaction } from '../../ports/ledger';
import type { SeenBlock } from './blockView';

/** A transaction that was waited for, in its block. */
export interface SeenTransaction extends SeenBlock {
  readonly transaction: CommittedTransaction;
}

/** A wait for one transaction, from the moment it was made. */
export class Waiting {
  #found: SeenTransaction | null = null;
  #wake: () => void = () => undefined;

  /** @param forget called when nobody waits any more */
  constructor(private readonly forget: (waiting: Waiting) => void) {}

  /** The transaction has come. */
  tell(seen: SeenTransaction): void {
    this.#found ??= seen;
    this.end();
  }

  /** The transaction, as soon as it is there; null when it is not there after `timeoutMs`, or the wait has ended. */
  async within(timeoutMs: number): Promise<SeenTransaction | null> {
    if (this.#found === null) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.#found;
  }

  /** Ends the wait. */
  end(): void {
    this.forget(this);
    this.#wake();
  }
}

/** Transactions that somebody waits for, by id. */
export class Expected {
  readonly #waiting = new Map<string, Set<Waiting>>();

  /** How many are waited for. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Begins to wait for a transaction. */
  wait(id: string): Waiting {
    const others = this.#waiting.get(id) ?? new Set();
    const waiting = new Waiting((ended) => {
      others.delete(ended);
      if (others.size === 0) this.#waiting.delete(id);
    });
    this.#waiting.set(id, others.add(waiting));
    return waiting;
  }

  /** Tells those who wait for any of a block's transactions. */
  tell(seen: SeenBlock): void {
    if (this.#waiting.size === 0) return;
    for (const transaction of seen.block.transactions) {
      for (const waiting of this.#waiting.get(transaction.id) ?? []) waiting.tell({ ...seen, transaction });
    }
  }

  /** Ends every wait. */
  endAll(): void {
    for (const waiting of [...this.#waiting.values()].flatMap((each) => [...each])) waiting.end();
  }
}
