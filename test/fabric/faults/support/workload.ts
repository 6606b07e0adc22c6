import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@tierline/chaincode/api';
import type { Client } from './client';
import { Recorder } from './recorder';
import type { Ground } from './ground';
import { confirm, confirmMany, reduce, submit, trade, type Life, type Send } from './lives';
import { settle } from './soundness';

const CLIENTS = 8;
/** A client that was refused does not begin its next life at once. */
const REFUSED_PAUSE_MS = 250;
/** Schedules that one submission takes. */
const PAGE = 8;
const MAX_ID = 40;
const LOOK_MS = 50;
const PROBE_MS = 1_000;

let runs = 0;

/** How a workload runs. */
export interface WorkloadOptions {
  /** How long a request is sent again. */
  readonly patienceMs: number;
  /** Receivables that are confirmed beforehand: as long as there are some, all clients but two trade those and need nobody of the core. */
  readonly stock?: number;
}

/** Eight clients, each leading one receivable after the other through its life, until they are told to end. */
export class Workload {
  readonly recorder = new Recorder();
  /** Requests of clients that need nobody of the core. */
  readonly trading: Client;
  /** Requests of clients that also do what the core's people do. */
  readonly whole: Client;
  readonly #run = (runs += 1);
  readonly #stock: string[] = [];
  readonly #end = new AbortController();
  #lanes: readonly Promise<void>[] = [];
  #lives = 0;
  readonly #probes: Promise<unknown>[] = [];

  private constructor(
    private readonly ground: Ground,
    patienceMs: number,
  ) {
    this.trading = ground.client(this.recorder, patienceMs);
    this.whole = ground.client(this.recorder, patienceMs);
  }

  /** Makes the stock and starts the clients. */
  static async begin(ground: Ground, { patienceMs, stock = 0 }: WorkloadOptions): Promise<Workload> {
    await settle(ground);
    const workload = new Workload(ground, patienceMs);
    const ids = Array.from({ length: stock }, (_none, index) => `W${workload.#run}-STOCK-${index + 1}`);
    for (let from = 0; from < ids.length; from += PAGE) {
      const page = ids.slice(from, from + PAGE);
      await confirmMany(workload.#sender(workload.whole, page[0] ?? ''), page);
      workload.#stock.push(...page);
    }
    workload.#lanes = Array.from({ length: CLIENTS }, (_none, lane) => workload.#lane(lane, stock > 0 && lane < CLIENTS - 2));
    return workload;
  }

  /** Lets every client end the life that it leads, and waits for them. @throws what no client expected */
  async end(): Promise<void> {
    this.#end.abort();
    await Promise.all([...this.#lanes, ...this.#probes]);
  }

  /** Has a new client submit something every second until one of them is done; answers how long after a moment that was. @throws Error after `limitMs` */
  async firstCommitMs(sinceMs: number, limitMs: number): Promise<number> {
    const probes: Promise<unknown>[] = [];
    for (let askedMs = 0; this.recorder.firstAfter(sinceMs) === null; await pause(LOOK_MS)) {
      if (Date.now() > sinceMs + limitMs) throw new Error(`nothing was committed within ${limitMs} ms`);
      if (Date.now() < askedMs + PROBE_MS) continue;
      askedMs = Date.now();
      probes.push(this.#probe());
    }
    this.#probes.push(...probes);
    return (this.recorder.firstAfter(sinceMs) ?? 0) - sinceMs;
  }

  /** What it could not do is told to the recorder; the next probe follows. */
  async #probe(): Promise<void> {
    this.#lives += 1;
    const id = `W${this.#run}-PROBE-${this.#lives}`;
    try {
      await submit(this.#life(id, 0, this.ground.client(this.recorder, 0)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  /** Lets no client go on after the request that it is waiting for. */
  async endAtOnce(): Promise<void> {
    this.#isOver = true;
    await this.end();
  }
  #isOver = false;

  async #lane(lane: number, tradesStock: boolean): Promise<void> {
    while (!this.#end.signal.aborted) {
      const stocked = tradesStock ? this.#stock.shift() : undefined;
      try {
        if (stocked === undefined) await this.#wholeLife(lane);
        else await trade(this.#life(stocked, lane, this.trading));
      } catch (error) {
        if (error instanceof Over) return;
        if (!(error instanceof Fault)) throw error;
        await pause(REFUSED_PAUSE_MS);
      }
    }
  }

  async #wholeLife(lane: number): Promise<void> {
    this.#lives += 1;
    const life = this.#life(`W${this.#run}-${lane}-${this.#lives}`, lane, this.whole);
    await confirm(life);
    await (this.#lives % 4 === 0 ? reduce : trade)(life);
  }

  #life(id: string, index: number, client: Client): Life {
    return { id, index, send: this.#sender(client, id), bank: (user) => this.ground.people.sessions.as(user) };
  }

  #sender(client: Client, id: string): Send {
    let sent = 0;
    return (user, spec, order) => {
      if (this.#isOver) throw new Over();
      sent += 1;
      return client.send(user, spec, order, requestOf(`${id}-${sent}-${spec.name}`));
    };
  }
}

class Over extends Error {}

const requestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, MAX_ID).toUpperCase();
