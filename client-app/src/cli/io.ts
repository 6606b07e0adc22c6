import type { OpenLedger } from '../main';
import type { Keys } from '../ports/signer';

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
  /** Asks the person at the terminal; null for one who does not answer. Absent where nobody sits. */
  readonly ask?: (question: string, isSecret: boolean) => Promise<string | null>;
  /** The keys of the person in whose process the command line was typed, when that is another one: they never come here. */
  readonly keys?: Keys;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}
