/** Wakes those who wait for something to happen. */
export class Signal {
  private readonly waiting = new Set<() => void>();

  /** Wakes everybody who waits. */
  notify(): void {
    for (const wake of this.waiting) wake();
  }

  /** Resolves at the next notification, or when `signal` aborts. */
  next(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
