import type { ProvedSignature } from './consents';
import type { NotaryPlace } from './pins';
import type { FailureCode } from './failure';

/** A field that the proof shows beyond what every proof shows. */
export interface Disclosed {
  /** `standing`, or `step 3`. */
  readonly where: string;
  /** `RECEIVABLE`, `SCHEDULE`, `TOKEN`, `REQUEST`, ... */
  readonly of: string;
  readonly name: string;
  readonly value: unknown;
}

/** One step of the lineage that was proved. */
export interface ProvedStep {
  /** `contract:method`. */
  readonly act: string;
  readonly block: number;
  readonly transaction: string;
  readonly endorsers: readonly string[];
  /** The signature of the person who acted; null where there is none. */
  readonly signed: ProvedSignature | null;
  /** The tokens that it found, each with the transaction that had left it so. */
  readonly before: readonly { readonly from: string; readonly to: string; readonly transaction: string }[];
  /** Ranges after the step, minor units. */
  readonly ranges: readonly { readonly from: string; readonly to: string; readonly ownerMsp: string; readonly status: string }[];
}

/** Where the facts of all steps are notarised. */
export interface NotarisedIn {
  readonly place: NotaryPlace;
  readonly roots: readonly { readonly root: string; readonly fromBlock: number; readonly toBlock: number; readonly transaction: string }[];
  /** Whether the place is among the reader's pins: else somebody's own contract may hold anything. */
  readonly isPinned: boolean;
  /** Whether the chain was asked, and has the roots. */
  readonly isAsked: boolean;
}

/**
 * What is shown to have been committed, and not only endorsed. EVERY_STEP: each lies under a notarised root that the chain has, at a place among
 * the reader's pins. IF_ROOTS_HOLD: each, if the roots that the proof names are those. PRESENT_STATE: what peers say of the token now alone; a
 * step on the way, with its signature, may be one that lost its race to another with the same outcome.
 */
export type Committed = 'EVERY_STEP' | 'IF_ROOTS_HOLD' | 'PRESENT_STATE';

/** What follows from where a proof is notarised. */
export function committedBy(notarised: NotarisedIn | null): Committed {
  if (notarised === null) return 'PRESENT_STATE';
  return notarised.isPinned && notarised.isAsked ? 'EVERY_STEP' : 'IF_ROOTS_HOLD';
}

/** What a proof shows that holds. Amounts in minor units, as digit strings. */
export interface Proved {
  readonly channel: string;
  readonly chaincode: string;
  readonly program: string;
  /** DEMO: of a program with a clock of its own, and no real money. */
  readonly mode: 'REAL' | 'DEMO';
  readonly currency: string;
  readonly receivable: string;
  readonly receivableStatus: string;
  readonly faceMinor: string;
  readonly token: {
    readonly from: string;
    readonly to: string;
    readonly amountMinor: string;
    readonly ownerMsp: string;
    readonly status: string;
  };
  readonly steps: readonly ProvedStep[];
  readonly standing: { readonly at: string; readonly endorsers: readonly string[] };
  readonly committed: Committed;
  readonly disclosed: readonly Disclosed[];
  /** How many fields stay hidden. */
  readonly hidden: number;
  /** Null where nothing is notarised. */
  readonly notarised: NotarisedIn | null;
  /** Whose pins it was checked against: those of the reader, or those that the proof itself brings. */
  readonly pins: { readonly from: 'READER' | 'PROOF'; readonly digest: string };
}

/** What came of a proof: what it proves, or the first thing that fails. */
export type Verdict =
  | ({ readonly valid: true } & Proved)
  | {
      readonly valid: false;
      readonly code: FailureCode;
      /** Which part failed: `file`, `pins`, `step 3`, `standing`, `notary`. */
      readonly where: string;
      readonly sentence: string;
    };
