import { randomBytes } from 'node:crypto';

/** Bytes of an id that nobody can guess. */
const ID_BYTES = 32;

/** How long entries live, and how many there may be. */
export interface EntryLimits {
  readonly most: number;
  /** Milliseconds after the last use. */
  readonly idleMs: number;
  /** Milliseconds after the beginning, used or not. */
  readonly lifeMs: number;
}

interface Entry<T> {
  readonly value: T;
  readonly endsMs: number;
  readonly usedMs: number;
}

/** Things that a browser refers to by a random id, each with an end; the one unused for longest gives way when there are too many. */
export class Entries<T> {
  readonly #entries = new Map<string, Entry<T>>();

  /** @param now milliseconds since 1970 UTC */
  constructor(
    private readonly limits: EntryLimits,
    private readonly now: () => number,
  ) {}

  /** Keeps a thing; answers its id, 256 random bits. @param lifeMs milliseconds that it lives, used or not */
  add(value: T, lifeMs = this.limits.lifeMs): string {
    const id = randomBytes(ID_BYTES).toString('base64url');
    this.#entries.set(id, { value, endsMs: this.now() + lifeMs, usedMs: this.now() });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.limits.most) break;
      this.#entries.delete(oldest);
    }
    return id;
  }

  /** The thing, which counts as used; null when it is not there or has ended. */
  use(id: string): T | null {
    const entry = this.#living(id);
    if (entry === null) return null;
    this.#entries.delete(id);
    this.#entries.set(id, { ...entry, usedMs: this.now() });
    return entry.value;
  }

  /** Whether the thing is there and has not ended; this is no use of it. */
  has(id: string): boolean {
    return this.#living(id) !== null;
  }

  /** The thing, for the last time. */
  take(id: string): T | null {
    const value = this.#living(id)?.value ?? null;
    this.#entries.delete(id);
    return value;
  }

  /** Ends the things that are meant, all but the newest few. */
  keepNewest(count: number, isMeant: (value: T) => boolean): void {
    const meant = [...this.#entries].filter(([, { value }]) => isMeant(value)).map(([id]) => id);
    for (const id of meant.slice(0, Math.max(0, meant.length - count))) this.#entries.delete(id);
  }

  get size(): number {
    return this.#entries.size;
  }

  #living(id: string): Entry<T> | null {
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    const now = this.now();
    if (now - entry.usedMs < this.limits.idleMs && now < entry.endsMs) return entry;
    this.#entries.delete(id);
    return null;
  }
}
