import { Fault, faultIn } from '@tierline/chaincode/api';
import { held } from './held';
import type { Position } from '../ports/books';
import type { BlockSource } from '../ports/ledger';
import type { Projecting } from '../ports/projecting';

/** Whether the read model may be asked. */
export type ReadState =
  /** It holds every block that was committed when it was last read. */
  | { readonly state: 'READY'; readonly height: number; readonly missing: number }
  /** It is being read: rows are there and are not the newest. */
  | { readonly state: 'REBUILDING'; readonly height: number; readonly of: number }
  /** It cannot be read or written; the ledger is not touched by that. */
  | { readonly state: 'UNAVAILABLE'; readonly fault: Fault };

/** How a read model is followed. */
export interface FollowOptions {
  readonly projector: Projecting;
  readonly source: Pick<BlockSource, 'height'>;
  readonly position: () => Promise<Position>;
  /** Milliseconds between two looks at the ledger. */
  readonly intervalMs: number;
}

/** Looks after a failure come ever more seldom, up to so many intervals apart. */
const MAX_BACK_OFF = 16;
/** What a read model that is ahead of the ledger is: another ledger's, whose process writes to the same database. */
const OF_ANOTHER = { reason: 'READ_MODEL', problem: 'OTHER_LEDGER' } as const;
/** As many blocks behind, rows are no longer shown as fresh. */
const MAX_BEHIND = 200;
/** Milliseconds for which a state holds, where no block is written. */
const STATE_MS = 100;

/**
 * Keeps a read model up to date for as long as a server runs. Blocks of this process are read when they are committed; looking
 * at an interval finds those of others.
 */
export class Follower {
  #fault: Fault | null = null;
  #isRead = false;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  readonly #state = held(STATE_MS, () => this.#read());

  constructor(private readonly options: FollowOptions) {
    options.projector.listen(() => this.#state.drop());
  }

  /** Begins to follow; answers once everything committed so far is read, or it has failed for the first time. */
  start(): Promise<void> {
    this.#working = this.#look();
    return this.#working;
  }

  /** Ends following, once what is being written is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#working;
  }

  /** Whether the read model may be asked now; blocks that were written meanwhile are counted. */
  state(): Promise<ReadState> {
    return this.#state.get();
  }

  async #read(): Promise<ReadState> {
    if (this.#fault !== null) return { state: 'UNAVAILABLE', fault: this.#fault };
    try {
      // In this order: the ledger only grows, so that a read model of it is never ahead.
      const { height, missing } = await this.options.position();
      const of = await this.options.source.height();
      if (height > of) return { state: 'UNAVAILABLE', fault: new Fault('UNAVAILABLE', { ...OF_ANOTHER, height }) };
      const isFresh = this.#isRead && of - height <= MAX_BEHIND;
      return isFresh ? { state: 'READY', height, missing } : { state: 'REBUILDING', height, of };
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      return { state: 'UNAVAILABLE', fault };
    }
  }

  async #look(): Promise<void> {
    try {
      const { missing } = await this.options.projector.catchUp();
      if (missing > 0) await this.options.projector.askAgain();
      this.#fault = null;
      this.#isRead = true;
      this.#failures = 0;
    } catch (error) {
      const fault = faultIn(error);
      if (fault === null) throw error;
      this.#fault = fault;
      this.#failures += 1;
    }
    this.#state.drop();
    if (!this.#stopped) this.#timer = setTimeout(() => this.#again(), this.#waitMs());
  }

  #again(): void {
    this.#working = this.#look();
  }

  #waitMs(): number {
    return this.options.intervalMs * Math.min(MAX_BACK_OFF, 2 ** this.#failures);
  }
}
