import { Fault, faultIn, type Msp } from '@tierline/chaincode/api';
import { Signal } from '../signal';
import { backOffMs } from './backOff';
import type { SeenBlock } from './blockView';
import { Expected } from './expected';
import { peerAway } from './peerAnswer';

/** A peer that came back is asked at once when somebody needs it, but not more often than this. */
const ASKED_AGAIN_MS = 1_000;
/** Longest wait for a peer that is being connected to. */
const CONNECTING_MS = 20_000;

/** How one organisation's peer is read. */
export interface PeerAccess {
  readonly msp: Msp;
  /** How many blocks the peer has committed. @throws Fault UNAVAILABLE, NOT_AUTHORISED */
  height(): Promise<number>;
  /** Gives committed blocks, and those to come, until the peer goes away or the signal aborts. @throws Fault */
  follow(from: number, onBlock: (seen: SeenBlock) => void, signal: AbortSignal): Promise<void>;
}

/**
 * The newest blocks of one organisation's peer, as they are committed. Connects when it is first needed and again whenever
 * the peer went away, with growing pauses; no block is left out or told twice.
 */
export class LivePeer {
  readonly expected = new Expected();
  /** Notified when a block came, and when the peer went away or came back. */
  readonly changed = new Signal();
  readonly #retry = new Signal();
  /** The number of the block that comes next; null until the peer was reached once. */
  #next: number | null = null;
  #isLive = false;
  #isAway = false;
  #failure: Fault | null = null;
  #attemptedAt = 0;
  #running: Promise<void> | null = null;

  /**
   * @param onBlock told of each block once, in order
   * @param note told when the peer goes away and when it is back
   */
  constructor(
    private readonly access: PeerAccess,
    private readonly onBlock: (seen: SeenBlock) => void,
    private readonly note: (line: string) => void,
    private readonly closing: AbortSignal,
  ) {}

  /** The number of the next block; 0 until the peer was reached. */
  get height(): number {
    return this.#next ?? 0;
  }

  /** Whether the peer's blocks are being read. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Resolves when the peer gives its blocks. @throws Fault UNAVAILABLE {reason: 'PEER', msp}, {reason: 'CLOSED'}; NOT_AUTHORISED */
  async ready(): Promise<void> {
    if (this.#isLive) return;
    this.#running ??= this.#run();
    const sinceMs = performance.now() - this.#attemptedAt;
    if (this.#failure !== null && sinceMs < ASKED_AGAIN_MS) throw this.#failure;
    this.#failure = null;
    this.#retry.notify();
    await this.#until(() => this.#isLive || this.#failure !== null, CONNECTING_MS);
    if (this.closing.aborted) throw new Fault('UNAVAILABLE', { reason: 'CLOSED' });
    if (!this.#isLive) throw this.#failure ?? peerAway(this.access.msp);
  }

  /** Waits until the peer has as many blocks, at most `timeoutMs`; answers whether it has. */
  async reaches(height: number, timeoutMs: number): Promise<boolean> {
    await this.#until(() => this.height >= height, timeoutMs);
    return this.height >= height;
  }

  /** Resolves when the connection is over, after `closing` aborted. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async #until(isSo: () => boolean, timeoutMs: number): Promise<void> {
    if (isSo()) return;
    const deadlineMs = performance.now() + timeoutMs;
    const timer = setTimeout(() => this.changed.notify(), timeoutMs);
    while (!isSo() && performance.now() < deadlineMs && !this.closing.aborted) await this.changed.next(this.closing);
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.closing.aborted; failures += 1) {
      if (await this.#attempt()) failures = 0;
      this.changed.notify();
      const timer = setTimeout(() => this.#retry.notify(), backOffMs(failures));
      await this.#retry.next(this.closing);
      clearTimeout(timer);
    }
    this.expected.endAll();
  }

  /** Reads until the peer goes away; answers whether it was there. */
  async #attempt(): Promise<boolean> {
    let wasReached = false;
    this.#attemptedAt = performance.now();
    try {
      const height = await this.access.height();
      this.#next ??= Math.max(0, height - 1);
      const live = (): void => {
        if (wasReached || this.height < height) return;
        wasReached = true;
        this.#becomeLive();
      };
      // The peer must have the first block that it is asked for: the last one that is known is asked for again.
      await this.access.follow(Math.max(0, this.#next - 1), (seen) => this.#take(seen, live), this.closing);
    } catch (error) {
      this.#goAway(faultIn(error) ?? peerAway(this.access.msp));
    }
    return wasReached;
  }

  #take(seen: SeenBlock, live: () => void): void {
    const { number } = seen.block;
    if (number > this.height) throw new Error(`block ${number} came instead of ${this.height}`);
    if (number === this.height) {
      this.#next = number + 1;
      this.onBlock(seen);
      this.expected.tell(seen);
    }
    live();
    this.changed.notify();
  }

  #becomeLive(): void {
    if (this.#isAway) this.note(`the peer of ${this.access.msp} answers again`);
    this.#isAway = false;
    this.#failure = null;
    this.#isLive = true;
  }

  #goAway(failure: Fault): void {
    const what = failure.code === 'NOT_AUTHORISED' ? 'refuses its application' : 'does not answer';
    if (!this.#isAway && !this.closing.aborted) this.note(`the peer of ${this.access.msp} ${what}`);
    this.#isAway = true;
    this.#isLive = false;
    this.#failure = failure;
    this.#attemptedAt = performance.now();
  }
}
