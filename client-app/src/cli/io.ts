import type { OpenLedger } from '../main';

/** Where a command line writes, and what surrounds it. */
export interface Surroundings {
  /** Writes a result. */
  readonly out: (text: string) => void;
  /** Writes a note or an error. */
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working folder, to which the paths of a command line are relative. */
  readonly folder: string;
  /** The ledger that this process serves, when it is the one in the directory; it stays open. */
  readonly served?: (directory: string) => OpenLedger | null;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}
