import { canonicalText, Fault } from '@tierline/chaincode/api';
import { diskFault } from './diskFault';
import type { EndorsedTransaction } from './endorser';
import { validatedBlock, type ValidatedBlock, type ValidationContext, type Verdict } from './blockValidation';
import { scrubbedParts, without } from './purge';
import { NO_HASH, type BlockBody, type Configuration, type Head, type PrivatePart } from './records';
import type { Store } from './store';
import { sha256 } from './storeKeys';

/** What became of an ordered transaction; its block is on disk. */
export interface Outcome extends Verdict {
  readonly block: number;
}

interface Waiting {
  readonly transaction: EndorsedTransaction;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Called with the newest block after each commit, before its submitters are answered. */
export type CommitListener = (head: Head) => void;

/**
 * Orders endorsed transactions: all that wait go into one block, up to `maxTransactions`; the block is validated and
 * written in one batch, then each submitter is answered. One block at a time.
 */
export class Committer {
  private readonly queue: Waiting[] = [];
  private working: Promise<void> | null = null;
  /** Why nothing can be written any more; null while all is well. */
  private failure: Fault | null = null;

  constructor(
    private readonly store: Store,
    private readonly context: ValidationContext,
    private readonly maxTransactions: number,
    private readonly queueLimit: number,
    private readonly onCommit: CommitListener,
  ) {}

  /**
   * Orders a transaction; answers when its block is on disk, valid or not.
   * @throws Fault UNAVAILABLE when the queue is full or the store has failed; COMMIT_UNKNOWN when writing its block failed.
   *   Both name the disk (`file`, `reason`, `mend`) when it was the disk that failed.
   */
  order(transaction: EndorsedTransaction): Promise<Outcome> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.queue.length >= this.queueLimit) return Promise.reject(new Fault('UNAVAILABLE', { reason: 'QUEUE_FULL' }));
    const outcome = new Promise<Outcome>((resolve, reject) => this.queue.push({ transaction, resolve, reject }));
    this.working ??= this.work();
    return outcome;
  }

  /** Waits until everything that was ordered is committed. */
  async drain(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  /** Appends a block that holds a configuration and no transactions. */
  async configure(configuration: Configuration): Promise<void> {
    await this.append(configuration, [], { verdicts: [], changes: new Map() });
  }

  private async work(): Promise<void> {
    // Transactions that are endorsed in the same turn of the event loop share the block.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    while (this.queue.length > 0) await this.commit(this.queue.splice(0, this.maxTransactions));
    this.working = null;
  }

  private async commit(waiting: readonly Waiting[]): Promise<void> {
    try {
      const transactions = waiting.map(({ transaction }) => transaction);
      const validated = await validatedBlock(this.height(), transactions, this.context);
      const block = await this.append(null, transactions, validated);
      waiting.forEach(({ resolve }, index) => resolve({ block, ...verdictAt(validated, index) }));
    } catch (error) {
      const failure = diskFault(error, this.store.directory) ?? new Fault('UNAVAILABLE', { reason: 'STORE_FAILED' });
      this.failure = failure;
      for (const { reject, transaction } of waiting) reject(unknownOutcome(transaction, failure, error));
      for (const { reject } of this.queue.splice(0)) reject(failure);
    }
  }

  private async append(
    configuration: Configuration | null,
    transactions: readonly EndorsedTransaction[],
    validated: ValidatedBlock,
  ): Promise<number> {
    const number = this.height();
    const body: BlockBody = {
      number,
      previousHash: this.store.head()?.hash ?? NO_HASH,
      configuration,
      transactions: transactions.map(({ payload, endorsements }, index) => ({
        payload,
        endorsements,
        code: verdictAt(validated, index).code,
      })),
    };
    const text = canonicalText(body);
    const hash = sha256(text);
    const purged = purgedKeys(transactions, validated);
    await this.store.append({
      number,
      hash,
      text,
      privateParts: privatePartsOf(transactions, validated),
      scrubbedParts: await scrubbedParts(this.store, purged),
      changes: validated.changes,
      transactionIds: transactions
        .filter((_, index) => verdictAt(validated, index).code !== 'DUPLICATE_TXID')
        .map(({ payload }) => payload.transactionId),
    });
    this.onCommit({ height: number + 1, hash });
    return number;
  }

  private height(): number {
    return this.store.head()?.height ?? 0;
  }
}

function unknownOutcome({ payload }: EndorsedTransaction, { details }: Fault, cause: unknown): Fault {
  const fault = new Fault('COMMIT_UNKNOWN', { transactionId: payload.transactionId, ...details });
  fault.cause = cause;
  return fault;
}

function verdictAt({ verdicts }: ValidatedBlock, index: number): Verdict {
  const verdict = verdicts[index];
  if (verdict === undefined) throw new Error(`transaction ${index} of the block was not validated`);
  return verdict;
}

function purgedKeys(transactions: readonly EndorsedTransaction[], validated: ValidatedBlock): ReadonlySet<string> {
  const valid = transactions.filter((_, index) => verdictAt(validated, index).code === 'VALID');
  return new Set(valid.flatMap(({ payload }) => payload.writes.filter(({ purge }) => purge).map(({ key }) => key)));
}

/** The block's own private parts; a value is left out when a later transaction of the same block purges it. */
function privatePartsOf(transactions: readonly EndorsedTransaction[], validated: ValidatedBlock): ReadonlyMap<string, PrivatePart> {
  const parts = new Map<string, PrivatePart>();
  transactions.forEach(({ payload, privateWrites }, index) => {
    if (verdictAt(validated, index).code !== 'VALID') return;
    const purged = new Set(payload.writes.filter(({ purge }) => purge).map(({ key }) => key));
    for (const [collection, writes] of Object.entries(privateWrites)) {
      parts.set(collection, [...without(parts.get(collection) ?? [], collection, purged), { transaction: index, writes }]);
    }
  });
  return parts;
}
