/** A node that died sooner than this after its start has died at once. */
const LIVED_MS = 3_000;
const FIRST_MS = 250;
const LONGEST_MS = 5_000;

interface Trouble {
  /** The start that failed. */
  readonly since: string;
  /** How often in a row it died at once or could not be started. */
  readonly failures: number;
  readonly notBeforeMs: number;
}

/** When a node that died is started again: at once, and after 0.25 s that double to 5 s while it keeps dying at once. */
export class BackOff {
  readonly #troubles = new Map<string, Trouble>();

  /** Whether it is time. @param since when it was started last, RFC 3339 @param nowMs milliseconds since 1970 */
  isDue(name: string, since: string, nowMs: number): boolean {
    let trouble = this.#troubles.get(name);
    if (trouble?.since !== since) {
      const failures = nowMs - Date.parse(since) < LIVED_MS ? (trouble?.failures ?? 0) + 1 : 0;
      trouble = this.#note(name, since, failures, nowMs);
    }
    return nowMs >= trouble.notBeforeMs;
  }

  /** It could not be started. */
  failed(name: string, since: string, nowMs: number): void {
    this.#note(name, since, (this.#troubles.get(name)?.failures ?? 0) + 1, nowMs);
  }

  #note(name: string, since: string, failures: number, nowMs: number): Trouble {
    const waitMs = failures === 0 ? 0 : Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
    const trouble = { since, failures, notBeforeMs: nowMs + waitMs };
    this.#troubles.set(name, trouble);
    return trouble;
  }
}
