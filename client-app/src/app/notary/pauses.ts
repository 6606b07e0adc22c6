import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long, milliseconds, one piece of work may keep others waiting. */
const MOST_MS = 10;

/** Pauses in long work, so that what else the process does goes on: blocks are read without waiting for anything. */
export class Pauses {
  #sinceMs = performance.now();

  /** Lets others work, when it is their turn. */
  async taken(): Promise<void> {
    if (performance.now() - this.#sinceMs < MOST_MS) return;
    await nextTurn();
    this.#sinceMs = performance.now();
  }
}
