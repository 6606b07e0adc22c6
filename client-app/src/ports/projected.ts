import type { AnyRecord, Msp, RecordKind } from '@tierline/chaincode/api';
import type { Moment, Scope } from './books';
import type { ValidationCode } from './ledger';

/** A committed block as the read model keeps it: plain data, decided before it reaches any store. */
export interface ProjectedBlock {
  readonly number: number;
  /** Lower-case hex SHA-256. */
  readonly hash: string;
  readonly previousHash: string;
  /** All of them, invalid ones included, in their order. */
  readonly transactions: readonly ProjectedTransaction[];
  /** What the valid ones changed, in their order. */
  readonly writes: readonly ProjectedWrite[];
  /** Private writes that this process is entitled to and has not received. */
  readonly missing: readonly MissingWrite[];
}

/** A transaction as everybody in the channel sees it. */
export interface ProjectedTransaction {
  readonly id: string;
  /** Its place in the block, from 0. */
  readonly place: number;
  /** `contract:method`. */
  readonly name: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly timestamp: string;
  readonly creator: Msp;
  readonly endorsers: readonly Msp[];
  readonly code: ValidationCode;
  /** From its event: the program, the number of records changed and the facts root; null where it emitted none. */
  readonly event: { readonly program: string | null; readonly count: number; readonly factsRoot: string } | null;
}

/** When a write happened, finely enough to order all of them. */
export interface WriteMoment extends Moment {
  /** Place of the transaction in its block. */
  readonly place: number;
}

/** One record written or deleted. */
export interface ProjectedWrite {
  readonly scope: Scope;
  /** The storage key: opaque, unique in its scope. */
  readonly key: string;
  /** SHA-256 of the key, hex: how a missing write names it. */
  readonly keyHash: string;
  readonly at: WriteMoment;
  /** Organisations that may see it: the members of its collection, or everybody. */
  readonly readers: readonly Msp[];
  /** What was written; null when the key was deleted. */
  readonly written: WrittenRecord | null;
}

/** A record and what it is found by. */
export interface WrittenRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly record: AnyRecord;
  /** `field=value` of every {@link import('./books').LookupFields} of its kind. */
  readonly lookups: readonly string[];
  /** The receivables that it holds, for lists and sums. */
  readonly receivables: readonly ReceivableView[];
  /** The tokens that it holds. */
  readonly tokens: readonly TokenView[];
}

/** A private write whose value has not arrived. */
export interface MissingWrite {
  readonly scope: Scope;
  readonly keyHash: string;
  /** SHA-256 of the value that is to come, hex; null for a deletion. */
  readonly valueHash: string | null;
  readonly at: WriteMoment;
  readonly readers: readonly Msp[];
}

/** A missing write that has come. */
export interface Arrived {
  readonly missing: MissingWrite;
  /** Null when it is none that clients read. */
  readonly write: ProjectedWrite | null;
}

/** A receivable as lists and sums need it; amounts in minor units. */
export interface ReceivableView {
  readonly id: string;
  readonly program: string;
  readonly schedule: string;
  /** Company ids. */
  readonly creditor: string;
  readonly debtor: string;
  /** Number of its first document. */
  readonly document: string;
  readonly faceMinor: bigint;
  /** Face less cancelled parts and what has arrived. */
  readonly outstandingMinor: bigint;
  readonly receivedMinor: bigint;
  readonly paidMinor: bigint;
  /** Late interest shared out so far. */
  readonly interestPaidMinor: bigint;
  readonly deliveryDate: string;
  readonly dueDate: string;
  readonly payDate: string | null;
  readonly status: string;
}

/** A token as lists and sums need it; due date and debtor are its receivable's. */
export interface TokenView {
  readonly id: string;
  readonly receivable: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly amountMinor: bigint;
  /** Company id. */
  readonly owner: string;
  readonly ownerMsp: Msp;
  readonly tier: number;
  readonly status: string;
  /** What its receivable had paid, principal and late interest, when this token was last paid out. */
  readonly paidThroughMinor: bigint;
  readonly interestThroughMinor: bigint;
  /** Id of the transfer or ask that holds it, or null. */
  readonly lockedBy: string | null;
  /** The ask by whose deal a bank bought it, or null. */
  readonly origin: string | null;
}
