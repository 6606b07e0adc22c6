import { Fault } from '@tierline/chaincode/api';
import type { Request, RequestHandler } from 'express';
import type { TurnLimits } from '../../app/serverSettings';

/** Seconds after which somebody may come again who found the queue full. */
const COME_AGAIN_SECONDS = 1;

interface Queue {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets so many of one kind run at a time, and the others wait in the order in which they came. */
export class Turns {
  readonly #queues = new Map<string, Queue>();

  /** @param most that wait, of each kind */
  constructor(private readonly most: number) {}

  /**
   * Waits for a turn; it must be given back.
   * @param atOnce turns of this kind at a time
   * @throws Fault TOO_MANY_REQUESTS when too many wait already
   */
  async take(kind: string, atOnce: number): Promise<() => void> {
    const queue = this.#queues.get(kind) ?? { running: 0, waiting: [] };
    this.#queues.set(kind, queue);
    if (queue.running < atOnce) queue.running += 1;
    else {
      if (queue.waiting.length >= this.most) throw new Fault('TOO_MANY_REQUESTS', { retryAfterSeconds: COME_AGAIN_SECONDS });
      await new Promise<void>((resolve) => queue.waiting.push(resolve));
    }
    let isGivenBack = false;
    return () => {
      if (!isGivenBack) this.#next(kind, queue);
      isGivenBack = true;
    };
  }

  /** The turn goes to the next one who waits; who was the last of his kind leaves nothing behind. */
  #next(kind: string, queue: Queue): void {
    const next = queue.waiting.shift();
    if (next !== undefined) return next();
    queue.running -= 1;
    if (queue.running === 0) this.#queues.delete(kind);
  }
}

/**
 * Works on a few requests of each company at a time, reading and writing apart, so that none has the whole server however much it
 * sends. What is told without end takes no turn.
 * @param companyOf the company of who asks; null when nobody is signed in
 * @param isEndless whether a request is answered for as long as its sender listens
 */
export function inTurns(
  { reads, writes, waiting }: TurnLimits,
  companyOf: (request: Request) => Promise<string | null>,
  isEndless: (request: Request) => boolean,
): RequestHandler {
  const turns = new Turns(waiting);
  return async (request, response, next) => {
    if (isEndless(request)) return next();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const company = (await companyOf(request)) ?? '';
    const giveBack = await (isRead ? turns.take(`${company} reads`, reads) : turns.take(`${company} writes`, writes));
    if (response.destroyed) return giveBack();
    response.once('close', giveBack);
    next();
  };
}
