import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import type { ValidationCode } from '../../ports/ledger';

/** Where a key was last written: block number, and the transaction's place in it. */
export interface Version {
  /** Block number. */
  readonly block: number;
  /** Place in the block, from 0. */
  readonly transaction: number;
}

/** One key of the committed state. */
export interface StateRecord {
  /** Public and private state: UTF-8 text. State of hashes: lower-case hex SHA-256 of the private value. */
  readonly value: string;
  /** When value or policy were last written. */
  readonly version: Version;
  /** Key-level policy, base64 of its bytes; null when the key has none. */
  readonly policy: string | null;
}

/** A key that a simulation read, and the version it saw; null when the key did not exist. */
export interface KeyRead {
  /** A store key of public state or of hashes, see storeKeys.ts. */
  readonly key: string;
  readonly version: Version | null;
}

/** A range of public state that a simulation read, for the phantom check. */
export interface RangeRead {
  /** First store key, inclusive. */
  readonly start: string;
  /** Store key after the last one, exclusive; just after the last key read when the range was not read to its end. */
  readonly end: string;
  /** The keys found, in byte order. */
  readonly reads: readonly KeyRead[];
}

/** A key that a simulation wrote. */
export interface KeyWrite {
  /** A store key of public state or of hashes. */
  readonly key: string;
  /** As in {@link StateRecord}; null when deleted. */
  readonly value: string | null;
  /** True when a private key is purged: its value leaves earlier blocks' private parts too. */
  readonly purge: boolean;
}

/** A key-level policy that a simulation set. */
export interface PolicySet {
  /** A store key of public state or of hashes. */
  readonly key: string;
  /** Base64 of the policy's bytes. */
  readonly policy: string;
}

/** A private key written, in clear. */
export interface ClearWrite {
  /** The key as the contract named it. */
  readonly key: string;
  /** UTF-8 text; null when deleted. */
  readonly value: string | null;
}

/** Private writes of one transaction, by collection. */
export type PrivateWrites = Readonly<Record<string, readonly ClearWrite[]>>;

/** What the endorsing organisations sign, byte for byte the same on each of them. */
export interface EndorsedPayload {
  /** Channel name. */
  readonly channel: string;
  /** Chaincode name. */
  readonly chaincode: string;
  /** Lower-case hex, 64 characters. */
  readonly transactionId: string;
  /** RFC 3339 UTC with milliseconds. */
  readonly timestamp: string;
  /** `contract:method`. */
  readonly name: string;
  /** Who called, with the certificate in PEM. */
  readonly creator: { readonly msp: Msp; readonly certificate: string };
  /** SHA-256 of the proposal without its transient data, lower-case hex. */
  readonly proposalHash: string;
  /** Keys read, in byte order. */
  readonly reads: readonly KeyRead[];
  /** Public ranges read, in the order of the queries. */
  readonly ranges: readonly RangeRead[];
  /** Keys written, in byte order. */
  readonly writes: readonly KeyWrite[];
  /** Key-level policies set, in byte order of the keys. */
  readonly policies: readonly PolicySet[];
  /** The contract's one event, its payload UTF-8 text. */
  readonly event: { readonly name: string; readonly payload: string } | null;
  /** The contract's return value as text; empty when it returned nothing. */
  readonly result: string;
}

/** One organisation's signature over a payload. */
export interface EndorsementSignature {
  /** Who signed. */
  readonly msp: Msp;
  /** ECDSA P-256 over SHA-256, DER, base64. */
  readonly signature: string;
}

/** A transaction as its block holds it. */
export interface BlockTransaction {
  /** What was endorsed. */
  readonly payload: EndorsedPayload;
  /** One signature of each endorsing organisation. */
  readonly endorsements: readonly EndorsementSignature[];
  /** Only VALID ones changed the state. */
  readonly code: ValidationCode;
}

/** What the network is from one block on. */
export interface Configuration {
  /** 1 for the first one; each later one adds 1. */
  readonly sequence: number;
  /** Organisations, programs, collections. */
  readonly network: NetworkDefinition;
  /** Root certificate of each organisation, PEM. */
  readonly roots: Readonly<Record<Msp, string>>;
  /** Certificate of each organisation's endorsing peer, PEM. */
  readonly peers: Readonly<Record<Msp, string>>;
}

/** The public part of a block; its canonical JSON is what is stored and hashed. */
export interface BlockBody {
  /** From 0, without gaps. */
  readonly number: number;
  /** Hash of the block before, lower-case hex; 64 zeros for block 0. */
  readonly previousHash: string;
  /** Set in a configuration block, which has no transactions. */
  readonly configuration: Configuration | null;
  /** In the order in which they were validated. */
  readonly transactions: readonly BlockTransaction[];
}

/** The part of a block that only the members of one collection see. */
export type PrivatePart = readonly { readonly transaction: number; readonly writes: readonly ClearWrite[] }[];

/** The newest block. */
export interface Head {
  /** Number of blocks. */
  readonly height: number;
  /** Hash of the newest block. */
  readonly hash: string;
}

/** The newest block as the store notes it. */
export interface StoredHead extends Head {
  /** See seal.ts; missing in a store of a version that kept none. */
  readonly seal?: string;
}

/** The hash before block 0. */
export const NO_HASH = '0'.repeat(64);

/** Whether two reads of a key saw the same version. */
export function sameVersion(a: Version | null, b: Version | null): boolean {
  return a === b || (a !== null && b !== null && a.block === b.block && a.transaction === b.transaction);
}
