/** What went wrong in a simulation. */
export type FailureKind = 'OUTCOME' | 'AUDIT' | 'BOOKS' | 'LOST' | 'BUG';

/** A simulation found something that must not be. */
export class SimulationFailure extends Error {
  /** @param what tells this failure from others of its kind: the same again when the run is replayed */
  constructor(
    readonly kind: FailureKind,
    readonly what: string,
    readonly told: string,
  ) {
    super(`${kind} ${what}: ${told}`);
  }

  /** The same failure for the one who makes a run smaller. */
  isLike(other: SimulationFailure): boolean {
    return this.kind === other.kind && this.what === other.what;
  }
}
