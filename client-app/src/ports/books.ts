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

/**
 * The fields by which records of a kind are found without reading all of them. A record that holds several values of a
 * field (the tokens of an ask) is found by each of them.
 */
export interface LookupFields {
  /** `payMonth` is `YYYY-MM` of the payment date of each receivable that may still be paid; `prefix` what its id has before a hyphen. */
  readonly SCHEDULE: 'creditor' | 'debtor' | 'status' | 'payMonth' | 'prefix';
  readonly RESTING: 'owner' | 'receivable' | 'status';
  /** `origin` is the ask by whose deal a bank bought it. */
  readonly TOKEN: 'owner' | 'receivable' | 'status' | 'origin';
  readonly TRANSFER: 'token' | 'payer' | 'payee' | 'status';
  /** `bank` is the company that won it; `receipt` says whether the seller of a complete deal has told that the money came. */
  readonly ASK: 'token' | 'seller' | 'status' | 'bank' | 'dealState' | 'receipt';
  readonly OFFER: 'offer' | 'ask' | 'bank' | 'status';
  readonly SETTLEMENT: 'receivable' | 'refund';
  readonly REDUCTION: 'status';
  readonly PROPOSAL: 'status';
  readonly 'OPEN-CREDIT': 'creditor';
}

/** A value that records must have, or several of which they must have one; of none of them nothing is found. */
export type Wanted = string | readonly string[];

/** Values that the records must have, in every field that is wanted; `status` and `dealState` are the state's own word. */
export type Where<K extends RecordKind> = K extends keyof LookupFields
  ? Partial<Readonly<Record<LookupFields[K], Wanted | undefined>>>
  : never;

/** Which records are read: of one scope, with these ids, and with these values; all of a kind by default. */
export interface Which<K extends RecordKind> {
  readonly scope?: Scope;
  /** At most {@link MAX_IDS}. */
  readonly ids?: readonly string[];
  readonly where?: Where<K>;
}

/** Most ids, and most values of a field, of one question to the books. */
export const MAX_IDS = 2_000;

/** How far the books have been read, and whether anything is lacking. */
export interface Position {
  /** Blocks read: the number of the next one. */
  readonly height: number;
  readonly lastHash: string;
  /** Private writes that this organisation is entitled to but has not received. */
  readonly missing: number;
}

/** The records of the ledger as one organisation knows them. */
export interface RecordReader {
  /** One record, or null. */
  find<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null>;
  /** The records of a kind, in the order of their scopes and ids. */
  all<K extends RecordKind>(kind: K, which?: Which<K>): Promise<readonly Known<Records[K]>[]>;
  /** The records of a kind that ever had these values, each with all its forms, in the order of scopes and ids. */
  histories<K extends RecordKind>(kind: K, which?: Which<K>): Promise<readonly History<Records[K]>[]>;
  /**
   * Ids of the tokens in a program's collection for which money waits, in their order: a payment has reached them, and they were not
   * paid out up to it, even where their share is nothing. No cancelled ones.
   */
  tokensBehind(scope: Scope): Promise<readonly string[]>;
  /** Every form that a record had, oldest first. */
  history<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<readonly Version<Records[K]>[]>;
}

/** What one organisation knows of the ledger: read from committed blocks, never written to. */
export interface Books extends RecordReader {
  /** Reads the blocks that have been committed since. @throws Fault UNAVAILABLE {reason: 'READ_MODEL'} when they cannot be kept */
  catchUp(): Promise<Position>;
  position(): Promise<Position>;
}
