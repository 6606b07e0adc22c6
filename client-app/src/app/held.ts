/** An answer that holds for a while. */
export interface Held<T> {
  /** The answer: the one of a moment ago, or a new one; those who ask at the same time share it. */
  get(): Promise<T>;
  /** From now on it holds no more. */
  drop(): void;
}

/** Holds what work answers for some milliseconds from the moment it was begun; what fails is not held. */
export function held<T>(ms: number, work: () => Promise<T>): Held<T> {
  let known: { readonly answer: Promise<T>; readonly sinceMs: number } | null = null;
  const begun = (): Promise<T> => {
    const answer = work();
    const own = { answer, sinceMs: performance.now() };
    known = own;
    answer.catch(() => {
      if (known === own) known = null;
    });
    return answer;
  };
  return {
    get: () => (known !== null && performance.now() - known.sinceMs < ms ? known.answer : begun()),
    drop: () => void (known = null),
  };
}
