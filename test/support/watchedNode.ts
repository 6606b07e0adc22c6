import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A question to a node, at a moment of its way. */
export interface Moment {
  /** The method of the node's interface. */
  readonly method: string;
  /** Which of its questions, from 1. */
  readonly nth: number;
  /** Counted from the first question of this method on; from the beginning by default. */
  readonly after?: string;
  /** Before the node is given it, or after the node has answered and before the answer is heard. */
  readonly when: 'ASKED' | 'ANSWERED';
}

/** A node as its caller sees it: at one moment something happens instead of an answer. */
export class WatchedNode {
  #counts = new Map<string, number>();
  #moment: Moment | null = null;
  #begins: () => Promise<void> = () => Promise.resolve();
  #happens: () => void = () => undefined;

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  /** Listens before a node. */
  static async before(target: string): Promise<WatchedNode> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const node = new WatchedNode(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    server.on('request', (incoming, outgoing) => {
      node.#answered(incoming, target).then(
        (answer) => (answer === null ? incoming.socket.destroy() : outgoing.setHeader('content-type', 'application/json').end(answer)),
        () => incoming.socket.destroy(),
      );
    });
    return node;
  }

  /** Counts anew, and lets something happen at a moment. @param begins done before, when the question has come */
  watch(moment: Moment, begins: () => Promise<void>, happens: () => void): void {
    this.#counts = new Map();
    this.#moment = moment;
    this.#begins = begins;
    this.#happens = happens;
  }

  /** Whether a method was asked for since counting began. */
  wasAsked(method: string): boolean {
    return this.#counts.has(method);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Null when nothing is answered. */
  async #answered(incoming: IncomingMessage, target: string): Promise<string | null> {
    const body = await text(incoming);
    const { method } = JSON.parse(body) as { readonly method: string };
    const moment = this.#momentOf(method);
    if (moment !== null) await this.#begins();
    if (moment?.when === 'ASKED') return this.#now();
    const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const told = await answer.text();
    return moment === null ? told : this.#now();
  }

  /** Counts a question; answers the moment that it is, or null. */
  #momentOf(method: string): Moment | null {
    if (method === this.#moment?.after && !this.wasAsked(method)) this.#counts.clear();
    const nth = (this.#counts.get(method) ?? 0) + 1;
    this.#counts.set(method, nth);
    return this.#moment?.method === method && this.#moment.nth === nth && this.#begun() ? this.#moment : null;
  }

  #begun(): boolean {
    return this.#moment?.after === undefined || this.wasAsked(this.#moment.after);
  }

  #now(): null {
    this.#moment = null;
    this.#happens();
    return null;
  }
}
