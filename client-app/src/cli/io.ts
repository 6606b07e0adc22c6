/** Where a command line writes, and what surrounds it. */
export interface Surroundings {
  /** Writes a result. */
  readonly out: (text: string) => void;
  /** Writes a note or an error. */
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}
