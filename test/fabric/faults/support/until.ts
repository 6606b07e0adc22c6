import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 50;

/** Waits for something that must come. @throws Error after `limitMs` */
export async function until(isSo: () => Promise<boolean> | boolean, what: string, limitMs: number): Promise<void> {
  for (const limit = Date.now() + limitMs; !(await isSo()); await pause(LOOK_MS)) {
    if (Date.now() > limit) throw new Error(`not within ${limitMs} ms: ${what}`);
  }
}

/** Does something, then another thing whatever became of the first. @throws what either throws */
export async function thenAlways<T>(first: () => Promise<T>, last: () => Promise<unknown>): Promise<T> {
  try {
    return await first();
  } finally {
    await last();
  }
}
