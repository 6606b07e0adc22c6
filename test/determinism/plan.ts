import type { Msp } from '@tierline/chaincode/api';
import type { Json } from '@tierline/client-app/dist/ports/ledger';

/** The prepared ledgers: one with a life in it, and one that nobody has founded. */
export const LEDGERS = ['lived', 'unfounded'] as const;
export type LedgerName = (typeof LEDGERS)[number];

/** One call that both processes make. */
export interface PlannedCall {
  readonly ledger: LedgerName;
  /** `person@company`. */
  readonly user: string;
  /** `contract:method`. */
  readonly transaction: string;
  /** With its request id. */
  readonly input: Json;
  /** The organisations that its table names: one process runs it on the first, the other on the last of them. */
  readonly endorsers: readonly Msp[];
}

/** What both processes are given. */
export interface Plan {
  /** A folder for each ledger; each process has copies of its own. */
  readonly folders: Readonly<Record<LedgerName, string>>;
  readonly planted: boolean;
  readonly calls: readonly PlannedCall[];
}

/** How one call ended in one process: `DONE` or the code of the fault, and a digest of each thing that it told. */
export interface Ending {
  readonly outcome: string;
  readonly digests: Readonly<Record<string, string>>;
}

/** What a process tells of its surroundings, to show that they are other ones. */
export interface Surroundings {
  readonly timeZone: string;
  readonly language: string;
  readonly localTime: string;
  readonly clock: string;
  readonly random: number;
}

/** What a process found. */
export interface Replayed {
  readonly surroundings: Surroundings;
  /** In the order of the plan. */
  readonly endings: readonly Ending[];
}
