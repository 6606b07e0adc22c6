import type { Msp, RecordKind, Wire } from '@tierline/chaincode/api';
import type { ColumnType, Generated } from 'kysely';
import type { ReceivableView, TokenView } from '../../ports/projected';
import type { ValidationCode } from '../../ports/ledger';

/** A JSON column: read as the parsed value, written as JSON text. */
export type JsonColumn<T> = ColumnType<T, string, string>;

/** What a row that belongs to a record says of where the record lies and who may see it. */
interface Kept {
  /** A private collection's name, or the empty text for public state. */
  readonly scope: string;
  /** The storage key of the record. */
  readonly key: string;
  /** Organisations that may see the row; row-level security reads it too. */
  readonly readers: readonly Msp[];
}

/** The transaction that a row comes from. */
interface Written {
  readonly block: number;
  /** Place of the transaction in its block, from 0. */
  readonly place: number;
  readonly transaction_id: string;
  /** `contract:method`. */
  readonly transaction: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly timestamp: string;
}

/** Every block that was read; everybody may see it. */
export interface BlockTable {
  readonly number: number;
  readonly hash: string;
  readonly previous_hash: string;
  /** How many transactions it holds, invalid ones included. */
  readonly transactions: number;
}

/** Every transaction as everybody in the channel sees it, invalid ones included. */
export interface TransactionTable {
  readonly block: number;
  readonly place: number;
  readonly id: string;
  /** `contract:method`. */
  readonly name: string;
  readonly timestamp: string;
  readonly creator: Msp;
  readonly endorsers: readonly Msp[];
  readonly code: ValidationCode;
  /** From its event; null where it emitted none. */
  readonly program: string | null;
  readonly count: number | null;
  readonly facts_root: string | null;
}

/** The present form of every storage key that was ever written. */
export interface RecordTable extends Kept, Written {
  /** SHA-256 of the key, hex. */
  readonly key_hash: string;
  /** What was written under the key, dead or alive; null, like `id`, while only deletions of it have been received. */
  readonly kind: RecordKind | null;
  readonly id: string | null;
  /** `field=value` of what it is found by now; empty when deleted. */
  readonly lookups: readonly string[];
  /** The record's wire form; null when it was deleted. */
  readonly body: JsonColumn<Wire | null>;
  /** True when a newer form exists that has not been received. */
  readonly incomplete: boolean;
}

/** Every form that a storage key ever had; its kind and id are those of its row in `record`. */
export interface VersionTable extends Kept, Written {
  /** Null when the transaction deleted the key. */
  readonly body: JsonColumn<Wire | null>;
}

/**
 * What a record was ever found by. A table with an index on equality, because row-level security keeps every operator on
 * arrays away from an index.
 */
export interface LookupTable extends Kept {
  readonly kind: RecordKind;
  /** `field=value`. */
  readonly value: string;
}

/** Private writes that this process is entitled to and has not received. */
export interface MissingTable extends Omit<Kept, 'key'>, Written {
  readonly key_hash: string;
  /** SHA-256 of the value, hex; null for a deletion. */
  readonly value_hash: string | null;
  /** How often it was asked for again. */
  readonly asked: number;
}

/** The receivables of all schedules; `scope` is the collection of their program, `key` the schedule's. */
export interface ReceivableTable extends Kept {
  readonly id: string;
  readonly program: string;
  readonly schedule: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly document: string;
  readonly face_minor: bigint;
  readonly outstanding_minor: bigint;
  readonly received_minor: bigint;
  readonly paid_minor: bigint;
  readonly interest_paid_minor: bigint;
  readonly delivery_date: string;
  readonly due_date: string;
  readonly pay_date: string | null;
  readonly status: ReceivableView['status'];
}

/** The tokens, at rest and of their own; `key` is that of the record that holds them. */
export interface TokenTable extends Kept {
  readonly id: string;
  readonly receivable: string;
  /** The sub-range of its receivable: `from` and `to` are words of SQL. */
  readonly from_minor: bigint;
  readonly to_minor: bigint;
  readonly amount_minor: bigint;
  readonly owner: string;
  readonly owner_msp: Msp;
  readonly tier: number;
  readonly status: TokenView['status'];
  readonly paid_through_minor: bigint;
  readonly interest_through_minor: bigint;
  readonly locked_by: string | null;
  readonly origin: string | null;
}

/** Refused commands: they come from no block, so they outlive a rebuild and are no part of what is compared. */
export interface RefusalTable {
  readonly seq: Generated<bigint>;
  /** RFC 3339 UTC with milliseconds. */
  readonly at: string;
  readonly user_name: string;
  readonly msp: Msp;
  readonly company: string;
  readonly transaction: string;
  readonly code: string;
  readonly details: JsonColumn<unknown>;
  readonly readers: readonly Msp[];
}

/** One row: how far the blocks have been read. */
export interface PositionTable {
  /** Always true: it is the primary key of the one row. */
  readonly one: boolean;
  readonly height: number;
  readonly last_hash: string;
  /** Digest of the network whose organisations decided the readers; null before the first opening. */
  readonly network: string | null;
}

/** The migrations that were made. */
export interface MigrationTable {
  readonly number: number;
  readonly name: string;
}

/** The tables of the read model. int8 and numeric are bigint, int4 is number, date is YYYY-MM-DD, times are text. */
export interface Database {
  readonly block: BlockTable;
  readonly transaction: TransactionTable;
  readonly record: RecordTable;
  readonly version: VersionTable;
  readonly lookup: LookupTable;
  readonly missing: MissingTable;
  readonly receivable: ReceivableTable;
  readonly token: TokenTable;
  readonly refusal: RefusalTable;
  readonly position: PositionTable;
  readonly migration: MigrationTable;
}
