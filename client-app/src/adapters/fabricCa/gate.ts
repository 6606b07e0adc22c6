import { Fault } from '@tierline/chaincode/api';

const MAX_WAITING = 1_000;

/** Lets at most `width` pieces of work run at once; the others wait in the order in which they came. */
export class Gate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly width: number) {}

  /** Runs the work when its turn has come. @throws Fault UNAVAILABLE QUEUE_FULL when too many wait; what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.width) this.#running += 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) throw new Fault('UNAVAILABLE', { reason: 'QUEUE_FULL' });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
