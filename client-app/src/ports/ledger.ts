import type { Msp } from '@tierline/chaincode/api';

/** Any JSON value. Amounts cross as digit strings, never as numbers. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What a submitted transaction answers, after its block is committed. */
export interface Committed {
  readonly transactionId: string;
  readonly block: number;
  /** The contract's return value; never anything confidential. */
  readonly result: Json;
}

/** Fabric's validation codes that this project meets; every other one arrives as OTHER. */
export type ValidationCode =
  'VALID' | 'MVCC_READ_CONFLICT' | 'PHANTOM_READ_CONFLICT' | 'ENDORSEMENT_POLICY_FAILURE' | 'DUPLICATE_TXID' | 'OTHER';

/** One public key written; `value` null when deleted. Values are UTF-8 text. */
export interface PublicWrite {
  readonly key: string;
  readonly value: string | null;
}

/** One private key written, as every organisation sees it: hashes only, lower-case hex SHA-256. */
export interface HashedWrite {
  readonly collection: string;
  readonly keyHash: string;
  /** Null when deleted. */
  readonly valueHash: string | null;
}

/** One private key written, in clear: only for members of the collection. */
export interface PrivateWrite {
  readonly collection: string;
  readonly key: string;
  readonly value: string | null;
}

/** A key whose endorsement policy was set; the policy itself as its readable form, for the explorer and the audit. */
export interface PolicyWrite {
  /** Empty for public state. */
  readonly collection: string;
  /** The key in public state; the key's hash in a collection. */
  readonly key: string;
}

/** One transaction of a block. Invalid ones are included, flagged, and changed nothing. */
export interface CommittedTransaction {
  readonly id: string;
  /** RFC 3339 UTC with milliseconds: the client's timestamp. */
  readonly timestamp: string;
  /** `contract:method`. */
  readonly name: string;
  readonly creator: Msp;
  readonly endorsers: readonly Msp[];
  readonly code: ValidationCode;
  readonly publicWrites: readonly PublicWrite[];
  readonly hashedWrites: readonly HashedWrite[];
  /** Only of collections that this organisation is a member of. */
  readonly privateWrites: readonly PrivateWrite[];
  readonly policyWrites: readonly PolicyWrite[];
  readonly event: { readonly name: string; readonly payload: string } | null;
}

/** A committed block. `previousHash` and `hash` are lower-case hex SHA-256. */
export interface CommittedBlock {
  readonly number: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly transactions: readonly CommittedTransaction[];
}

/** The committed blocks of one organisation's peer. */
export interface BlockSource {
  /** The organisation. */
  readonly msp: Msp;
  /** How many blocks are committed: the number of the next one. */
  height(): Promise<number>;
  /** Committed blocks from number `from` in order, without gaps; ends at the newest one unless `follow`. */
  blocks(from: number, options?: BlockOptions): AsyncIterable<CommittedBlock>;
}

/** One organisation's signature below what it endorsed. */
export interface EndorserSignature {
  /** Its peer: Fabric's SerializedIdentity, the organisation's MSP id and the peer's certificate. */
  readonly endorser: Uint8Array;
  /** ECDSA over SHA-256 of the payload followed by `endorser`, DER. */
  readonly signature: Uint8Array;
}

/** What organisations endorsed, byte for byte as they signed it: it can be checked without the ledger. */
export interface Endorsed {
  /** Fabric's ProposalResponsePayload: what was read and written, the event, the answer. */
  readonly payload: Uint8Array;
  readonly signatures: readonly EndorserSignature[];
}

/**
 * The ledger as one identity sees it. Two adapters: embedded, and Fabric. Both must pass the same conformance suite.
 */
export interface Ledger extends BlockSource {
  /** About how long a block takes: a conflict is tried again no sooner. */
  readonly blockTimeMs: number;
  /**
   * Endorses by exactly the organisations `endorsers`, orders, and answers after commit.
   * `transaction` is `contract:method`. `input` travels as transient data, beside a fresh 32-byte salt.
   * @throws Fault the contract's own refusals (nothing was ordered); MVCC_CONFLICT, PHANTOM_CONFLICT, POLICY_UNMET
   *   (ordered, and invalid: `details.transactionId`, `details.validation`); ENDORSEMENT_MISMATCH; UNAVAILABLE.
   */
  submit(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Committed>;
  /** Runs a transaction on one endorsing organisation (by default the identity's own) and changes nothing. @throws Fault */
  evaluate(transaction: string, input: Json, options?: EvaluateOptions): Promise<Json>;
  /** What was endorsed of a committed transaction. @throws Fault NOT_FOUND {transactionId}; UNAVAILABLE */
  evidence(block: number, transactionId: string): Promise<Endorsed>;
  /** As `evaluate`, on each of `endorsers`, with their signatures; changes nothing. @throws Fault as `submit` does before ordering */
  attest(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Endorsed>;
  /** The root certificates of the network's organisations, PEM, that a signature is traced to. @throws Fault UNAVAILABLE */
  roots(): Promise<ReadonlyMap<Msp, readonly string[]>>;
  /** Releases what this connection holds. */
  close(): Promise<void>;
}

/** How an evaluate runs. */
export interface EvaluateOptions {
  /** The organisation whose peer is asked. */
  readonly at?: Msp;
  /** Asks the contract for every condition with its verdict instead of the first refusal. */
  readonly dryRun?: boolean;
}

/** How blocks are read. */
export interface BlockOptions {
  /** Wait for further blocks instead of ending; stops when `signal` aborts. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

/** A certificate holder of one organisation. */
export interface Identity {
  readonly msp: Msp;
  /** Enrolment id: `[A-Za-z0-9._@-]{1,80}`, unique in its organisation. */
  readonly name: string;
  /** X.509 certificate, PEM. */
  readonly certificate: string;
  /** PKCS#8 private key, PEM; never leaves the organisation's app. */
  readonly privateKey: string;
}

/** The attributes that the network's certificate authorities sign into a certificate. */
export interface IdentityAttributes {
  /** `scf.company`: the company this person acts for. */
  readonly company: string;
  /** `scf.roles`: maker, checker, viewer, ... */
  readonly roles: readonly string[];
  /** `scf.person`: one per natural person in a company. */
  readonly person: string;
}

/** Enrols people and gives their identities back. The keys stay in the wallet of their organisation. */
export interface Identities {
  /**
   * Enrols a person; the same name with the same attributes again answers the stored identity.
   * @throws Fault WRONG_STATE when the name is taken with other attributes.
   */
  enrol(msp: Msp, name: string, attributes: IdentityAttributes): Promise<Identity>;
  /** The stored identity and its attributes. @throws Fault NOT_FOUND */
  find(name: string): Promise<{ readonly identity: Identity; readonly attributes: IdentityAttributes }>;
  /** All stored names in order. */
  names(): Promise<readonly string[]>;
}

/** A running ledger: one connection for each identity. */
export interface LedgerHost {
  connect(identity: Identity): Ledger;
  /** The blocks that an organisation's application reads for its read model. */
  stream(msp: Msp): BlockSource;
  readonly identities: Identities;
  close(): Promise<void>;
}
