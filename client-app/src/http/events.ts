import { Fault, toWire, type Msp } from '@tierline/chaincode/api';
import type { Request, Response } from 'express';
import type { Session } from '../app/session';
import { viewerOf } from '../app/visible';
import type { ProjectedBlock } from '../ports/projected';
import type { Change, Queries, Viewer } from '../ports/queries';
import type { Service } from './service';

/** Watchers at a time, at most; and of one company, so that none takes all places. */
const MAX_WATCHERS = 400;
const MAX_OF_COMPANY = 100;
/** Changes that one message tells, at most. */
const MAX_CHANGES = 500;
/** Milliseconds between two signs of life. */
const HEARTBEAT_MS = 15_000;
/** Bytes that may wait for a slow watcher before he is left. */
const MAX_WAITING_BYTES = 1_000_000;

interface Watcher {
  readonly viewer: Viewer;
  /** For whom he watches. */
  readonly company: string;
  readonly response: Response;
  /** Whether his sign-in has not ended. */
  readonly isCurrent: () => boolean;
  /** The next block that he has not been told of. */
  next: number;
  telling: Promise<void>;
}

/**
 * Tells watchers what changed, block by block, as server-sent events: each only what his organisation and company may see. The
 * event's id is the block's number; who comes back with `Last-Event-ID` is told what he missed.
 */
export class Events {
  readonly #watchers = new Set<Watcher>();
  readonly #stopListening: () => void;
  readonly #heart: NodeJS.Timeout;

  constructor(private readonly service: Service) {
    this.#stopListening = service.projector.listen((blocks) => this.#tell(blocks));
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heart.unref();
  }

  /** Takes in a watcher. @param from the first block to tell of; the next one by default @throws Fault UNAVAILABLE when it is full */
  async watch(session: Session, from: string | undefined, request: Request, response: Response): Promise<void> {
    const viewer = await viewerOf(session);
    const isCurrent = await this.service.signIn.currencyOf(request);
    const { height } = await this.service.queries.position();
    // From here on nothing waits: who has hung up meanwhile is not taken in, and no more are than there is room for.
    if (response.destroyed) return;
    const { company } = session.attributes;
    const ofCompany = [...this.#watchers].filter((watcher) => watcher.company === company).length;
    if (this.#watchers.size >= MAX_WATCHERS || ofCompany >= MAX_OF_COMPANY) throw new Fault('UNAVAILABLE', { reason: 'QUEUE_FULL' });
    const next = nextBlock(request.get('last-event-id'), from, height);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    if (request.method === 'HEAD') return void response.end();
    response.write(greeting(next));
    const watcher: Watcher = { viewer, company, response, isCurrent, next, telling: Promise.resolve() };
    this.#watchers.add(watcher);
    response.on('close', () => this.#watchers.delete(watcher));
    this.#catchUp(watcher, null);
  }

  /** Watchers at the moment. */
  get watchers(): number {
    return this.#watchers.size;
  }

  /** Ends all watching. */
  close(): void {
    this.#stopListening();
    clearInterval(this.#heart);
    for (const { response } of this.#watchers) response.end();
  }

  #tell(blocks: readonly ProjectedBlock[]): void {
    const isSeen = (readers: readonly Msp[], msp: Msp): boolean => readers.includes(msp);
    for (const watcher of this.#watchers) {
      const concerns = blocks.some(({ writes }) => writes.some(({ readers }) => isSeen(readers, watcher.viewer.msp)));
      if (!watcher.isCurrent()) this.#leave(watcher);
      else if (concerns) this.#catchUp(watcher, (blocks.at(-1)?.number ?? 0) + 1);
    }
  }

  /**
   * Tells a watcher everything since the last time, one telling after the other.
   * @param height blocks that are written; null to look: what came while the watcher was taken in is told as well
   */
  #catchUp(watcher: Watcher, height: number | null): void {
    watcher.telling = this.#toldAfter(watcher.telling, watcher, height);
  }

  async #toldAfter(before: Promise<void>, watcher: Watcher, height: number | null): Promise<void> {
    await before;
    const { queries, alarm } = this.service;
    try {
      await tellSince(queries, watcher, height ?? (await queries.position()).height);
      if (watcher.response.writableLength > MAX_WAITING_BYTES) this.#leave(watcher);
    } catch (error) {
      this.#leave(watcher);
      alarm(`a watcher was left: ${String(error)}`);
    }
  }

  /** Hangs up on a watcher, also on one that reads nothing; he may come back with the last id that he has. */
  #leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    watcher.response.destroy();
  }

  /** A sign of life to those who are still signed in; who has signed out hears nothing more. */
  #beat(): void {
    for (const watcher of this.#watchers) {
      if (watcher.isCurrent()) watcher.response.write(': alive\n\n');
      else this.#leave(watcher);
    }
  }
}

/** Where a watcher begins; one who has heard of blocks that are not there, of another ledger, with the next one. */
function nextBlock(lastEventId: string | undefined, from: string | undefined, height: number): number {
  if (lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId)) return Math.min(Number(lastEventId) + 1, height);
  return Math.min(from === undefined ? height : Number(from), height);
}

/** The first words: with an id, so that who is cut off before anything changes comes back to the same place. */
function greeting(next: number): string {
  return next === 0 ? ': watching\n\n' : `: watching\nid: ${next - 1}\n\n`;
}

async function tellSince(queries: Queries, watcher: Watcher, height: number): Promise<void> {
  while (watcher.next < height && !watcher.response.destroyed && watcher.response.writableLength <= MAX_WAITING_BYTES) {
    const changes = await queries.changes(watcher.viewer, watcher.next, MAX_CHANGES);
    const last = changes.at(-1);
    if (watcher.response.writableEnded) return;
    watcher.next = last === undefined ? height : last.at.block + 1;
    if (last !== undefined) watcher.response.write(message(last.at.block, changes));
  }
}

function message(block: number, changes: readonly Change[]): string {
  const told = changes.map(({ kind, scope, id, at }) => ({ kind, scope, id, block: at.block, transaction: at.transaction }));
  return `id: ${block}\nevent: changes\ndata: ${JSON.stringify(toWire({ block, changes: told }))}\n\n`;
}
