import type { AnyRecord, RecordKind, Records } from '@tierline/chaincode/api';

/** Where a record lies: a private collection's name, or the empty text for public state. */
export type Scope = string;

/** When a record got its present form. */
export interface Moment {
  readonly block: number;
  readonly transactionId: string;
  /** `contract:method`. */
  readonly transaction: string;
  /** The transaction's timestamp, RFC 3339 UTC. */
  readonly timestamp: string;
}

/** A record as it is known. */
export interface Known<R extends AnyRecord = AnyRecord> {
  readonly scope: Scope;
  readonly record: R;
  readonly since: Moment;
}

/** One form that a record had; `record` null when it was deleted. */
export interface Version<R extends AnyRecord = AnyRecord> {
  readonly record: R | null;
  readonly at: Moment;
}

/** All forms of one record, oldest first. */
export interface History<R extends AnyRecord = AnyRecord> {
  readonly scope: Scope;
  readonly id: string;
  readonly versions: readonly Version<R>[];
}

/** How far the books have been read, and whether anything is lacking. */
export interface Position {
  /** Blocks read: the number of the next one. */
  readonly height: number;
  readonly lastHash: string;
  /** Private writes that this organisation is entitled to but has not received. */
  readonly missing: number;
}

/** What one organisation knows of the ledger: read from committed blocks, never written to. */
export interface Books {
  /** Reads the blocks that have been committed since. */
  catchUp(): Promise<Position>;
  position(): Promise<Position>;
  /** One record, or null. */
  find<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null>;
  /** All records of a kind, in the order of their scopes and ids; of one scope, when given. */
  all<K extends RecordKind>(kind: K, scope?: Scope): Promise<readonly Known<Records[K]>[]>;
  /** Every record of a kind that there ever was, with all its forms, in the order of scopes and ids. */
  histories<K extends RecordKind>(kind: K, scope?: Scope): Promise<readonly History<Records[K]>[]>;
  /** Every form that a record had, oldest first. */
  history<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<readonly Version<Records[K]>[]>;
}
