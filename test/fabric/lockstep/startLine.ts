import { AsyncLocalStorage } from 'node:async_hooks';
import { Committer } from '@tierline/client-app/dist/adapters/embedded/committer';
import { Ordering } from '@tierline/client-app/dist/adapters/fabric/ordering';

/** Something that happens once. */
class Once {
  happen: () => void = () => undefined;
  readonly happened = new Promise<void>((resolve) => {
    this.happen = resolve;
  });
}

/**
 * Lets the calls of a race be ordered only when each of them has been endorsed or refused, and then in the order of the calls: so
 * all of them have seen the same state, on a fast ledger and on a slow one.
 */
class StartLine {
  readonly #arrived: readonly Once[];
  readonly #passed: readonly Once[];

  constructor(count: number) {
    this.#arrived = Array.from({ length: count }, () => new Once());
    this.#passed = Array.from({ length: count }, () => new Once());
  }

  /** Orders at its turn. @param isAwaited whether the next one's turn comes when this one is ordered, or as soon as it has begun */
  async pass<T>(place: number, isAwaited: boolean, order: () => Promise<T>): Promise<T> {
    this.#arrived[place]?.happen();
    await Promise.all(this.#arrived.map(({ happened }) => happened));
    await Promise.all(this.#passed.slice(0, place).map(({ happened }) => happened));
    const ordering = order();
    if (isAwaited) await ordering.catch(() => undefined);
    this.#passed[place]?.happen();
    return ordering;
  }

  /** This one will not come any more, or has come. */
  leave(place: number): void {
    this.#arrived[place]?.happen();
    this.#passed[place]?.happen();
  }
}

const entrants = new AsyncLocalStorage<{ readonly line: StartLine; readonly place: number }>();

/** Makes calls that are endorsed at the same time and ordered in their order; answers what each of them answers. */
export function raced<T>(calls: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const line = new StartLine(calls.length);
  const entered = (call: () => Promise<T>, place: number): Promise<T> =>
    entrants.run({ line, place }, () => call().finally(() => line.leave(place)));
  return Promise.all(calls.map(entered));
}

const ofFabric = Reflect.get(Ordering.prototype, 'order');
const ofEmbedded = Reflect.get(Committer.prototype, 'order');

Ordering.prototype.order = function order(this: Ordering, commit) {
  const entrant = entrants.getStore();
  const ordering = (): ReturnType<Ordering['order']> => ofFabric.call(this, commit);
  return entrant === undefined ? ordering() : entrant.line.pass(entrant.place, true, ordering);
};

Committer.prototype.order = function order(this: Committer, transaction) {
  const entrant = entrants.getStore();
  const ordering = (): ReturnType<Committer['order']> => ofEmbedded.call(this, transaction);
  return entrant === undefined ? ordering() : entrant.line.pass(entrant.place, false, ordering);
};
