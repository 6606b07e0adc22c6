import type { Fault } from '@tierline/chaincode/api';

/** How roots are notarised. */
export interface NotarySettings {
  /** Addresses of the chain's nodes, the preferred one first. They may hold a key of access: never shown. */
  readonly rpc: readonly string[];
  readonly chainId: number;
  /** The contract's address; null before it is deployed. */
  readonly contract: string | null;
  /** Path of the encrypted key, a JSON keystore. */
  readonly keystore: string;
  /** Path of the file with its passphrase; null when it is asked for. */
  readonly passphraseFile: string | null;
  /** A root counts once so many blocks of the chain hold it, its own included. */
  readonly confirmations: number;
  /** A batch is due when it has so many blocks of the ledger ... */
  readonly everyBlocks: number;
  /** ... or when what is endorsed has waited so long, milliseconds. */
  readonly everyMs: number;
  /** The block of the ledger with which a new line of roots begins. */
  readonly firstBlock: number;
  /** No transaction offers more for a unit of gas, wei. */
  readonly maxFeePerGas: bigint;
  /** A transaction that is not taken for so long is replaced by one with a higher fee, milliseconds. */
  readonly replaceAfterMs: number;
  /** Milliseconds between two looks at ledger and chain. */
  readonly pollMs: number;
}

/** A range of the ledger's blocks, and the root over what was endorsed in it. */
export interface Batch {
  readonly fromBlock: number;
  /** Inclusive. */
  readonly toBlock: number;
  /** The root before it in the channel's line; 32 zero bytes for the first. */
  readonly previousRoot: string;
  readonly root: string;
}

/** A root as the contract holds it. */
export interface NotarisedRoot {
  readonly root: string;
  readonly fromBlock: number;
  /** Inclusive. */
  readonly toBlock: number;
  /** Place in the channel's line, from 1. */
  readonly number: number;
  /** When the chain took it in, RFC 3339 UTC. */
  readonly at: string;
}

/** What is offered for a unit of gas, wei. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  /** Null on a chain without priority fees: the other one is then its price of gas. */
  readonly maxPriorityFeePerGas: bigint | null;
}

/** What the chain asks for now, wei a unit of gas. */
export interface AskedFees {
  /** The base fee of the newest block; the price of gas on a chain without one. */
  readonly base: bigint;
  /** Null on a chain without priority fees. */
  readonly priority: bigint | null;
}

/** Where a root stands in its line. */
export type Standing = 'ABSENT' | 'SEEN' | 'CONFIRMED';

/** The chain at one of its blocks. */
export interface ChainLook {
  /** Number of the chain's newest block. */
  readonly block: number;
  /** The end of the channel's line in the newest block; null where it has none. */
  readonly newest: NotarisedRoot | null;
  /** The same in the newest block that has enough confirmations. */
  readonly confirmed: NotarisedRoot | null;
  /** Where the root stands that was asked about; ABSENT when none was. */
  readonly standing: Standing;
  /** The number of the account's next transaction, as of the newest block. */
  readonly nonce: number;
  readonly balanceWei: bigint;
  readonly asked: AskedFees;
  /** Whether the account may add roots to this channel's line. */
  readonly isNotary: boolean;
}

/** A signed transaction that adds a root. */
export interface SignedRoot {
  readonly hash: string;
  /** The transaction as it is broadcast, hex. */
  readonly raw: string;
  readonly nonce: number;
  readonly gas: bigint;
  readonly fees: Fees;
}

/** What a node says of a transaction that it is given. */
export type Reception =
  /** Taken, or known already. */
  | 'TAKEN'
  /** Another transaction of this number waits and its fee is not exceeded by enough. */
  | 'UNDERPRICED'
  /** A transaction of this number is in the chain already. */
  | 'NUMBER_USED';

/** The chain that keeps the roots, as one account sees one channel's line. All calls throw Fault UNAVAILABLE {reason: 'RPC'}. */
export interface RootChain {
  /** Identity of what is written to: chain, contract, channel and account. */
  readonly place: ChainPlace;
  /**
   * Looks at the chain. @param root a root whose standing is wanted; null for none
   * @throws Fault CONDITION_UNMET {condition: 'chain-id', have, need}; {condition: 'notary-contract' | 'notary-contract-code', contract}
   */
  look(root: string | null): Promise<ChainLook>;
  /**
   * How much gas a batch takes, with something to spare.
   * @throws Fault CONDITION_UNMET {condition: 'root-accepted', problem} when the contract would refuse it: problem is the contract's error
   */
  gasOf(batch: Batch): Promise<bigint>;
  /** Signs; sends nothing. */
  sign(batch: Batch, nonce: number, gas: bigint, fees: Fees): Promise<SignedRoot>;
  /** Gives a transaction to the node. */
  broadcast(signed: SignedRoot): Promise<Reception>;
  /** Whether the node knows a transaction, waiting or in a block. */
  isKnown(hash: string): Promise<boolean>;
  /** Releases connections. */
  close(): void;
}

/** Where a notary writes, and who it is. */
export interface ChainPlace {
  readonly chainId: number;
  readonly contract: string;
  readonly channel: string;
  /** The account's address. */
  readonly account: string;
}

/** The one transaction of a notary that is under way. */
export interface SentRoot {
  readonly place: ChainPlace;
  readonly batch: Batch;
  /** Endorsed transactions under its root. */
  readonly entries: number;
  /** Transactions of this number that were made for the batch, the newest last. */
  readonly attempts: readonly SignedRoot[];
  /** When the newest attempt was made, milliseconds since 1970 UTC. */
  readonly atMs: number;
  /** Whether the root was in the chain when it was last looked for. */
  readonly isSeen: boolean;
}

/** What a notary remembers of its own: only what is under way; how far the roots are, the chain alone says. */
export interface NotaryJournal {
  /** Null when nothing is under way, or what was is of another chain, contract, channel or account. */
  read(place: ChainPlace): Promise<SentRoot | null>;
  /** Written and flushed before it answers; null: nothing is under way. */
  write(sent: SentRoot | null): Promise<void>;
}

/** What a notary is doing. */
export type NotaryPhase =
  /** It has not looked yet. */
  | 'STARTING'
  /** Everything that was endorsed is notarised. */
  | 'IDLE'
  /** Something is endorsed and no batch is due. */
  | 'GATHERING'
  /** A transaction waits to be taken into a block. */
  | 'SENT'
  /** The newest root waits for its confirmations. */
  | 'CONFIRMING'
  /** The chain asks for more than the settings allow. */
  | 'WAITING_FOR_FEES'
  /** It cannot go on and tries again: see the fault. */
  | 'FAILED';

/** What a notary has done since it was started. */
export interface NotaryCounts {
  /** Roots that reached their confirmations. */
  readonly confirmed: number;
  /** Entries under those roots. */
  readonly entries: number;
  readonly sent: number;
  /** Transactions that were replaced by one with a higher fee. */
  readonly replaced: number;
  /** Transactions that the node had forgotten and was given again. */
  readonly resent: number;
  /** Roots that were in the chain and were gone again. */
  readonly reorganised: number;
  /** Batches that another notary was faster with. */
  readonly overtaken: number;
  /** Transactions that were in the chain without adding their root. */
  readonly failed: number;
  /** Looks at the chain that failed. */
  readonly faults: number;
}

/** How a notary is getting on. */
export interface NotaryReport {
  readonly phase: NotaryPhase;
  /** Why it cannot go on; null while it can. */
  readonly fault: Fault | null;
  readonly place: ChainPlace;
  /** Null before the first look. */
  readonly look: ChainLook | null;
  /** How many blocks the ledger had. */
  readonly ledgerHeight: number;
  /** Blocks of the ledger after the newest confirmed root. */
  readonly blocksBehind: number;
  /** Endorsed transactions that no confirmed root covers. */
  readonly waiting: number;
  readonly sent: SentRoot | null;
  readonly counts: NotaryCounts;
}

/** What a transaction of the contract's owner has done. */
export interface OfficeReceipt {
  /** The transaction's hash. */
  readonly transaction: string;
  readonly contract: string;
  readonly gasUsed: bigint;
}

/** What the owner of the contract does with it. All calls throw Fault UNAVAILABLE {reason: 'RPC'}. */
export interface NotaryOffice {
  /** The account that acts. */
  readonly account: string;
  /** What the chain asks for a unit of gas now. */
  asked(): Promise<AskedFees>;
  /** Deploys the contract: the account owns it. @throws Fault as {@link register} */
  deploy(fees: Fees): Promise<OfficeReceipt>;
  /**
   * Lets an account add roots to a channel's line, or no more. Answers after the confirmations.
   * @throws Fault NOT_AUTHORISED {need: 'the owner of the contract'}; CONDITION_UNMET {condition: 'notary-balance' | 'chain-id' |
   *   'notary-contract' | 'notary-contract-code'}; COMMIT_UNKNOWN {transactionId}
   */
  register(registration: Registration, fees: Fees): Promise<OfficeReceipt>;
  close(): void;
}

/** Who may add roots to which line. */
export interface Registration {
  readonly contract: string;
  readonly channel: string;
  /** The account's address. */
  readonly notary: string;
  /** False to remove it. */
  readonly may: boolean;
}

/** A root as the chain's event told of it. */
export interface PublishedRoot {
  readonly root: string;
  readonly fromBlock: number;
  /** Inclusive. */
  readonly toBlock: number;
  /** The chain's transaction that published it, hex. */
  readonly transaction: string;
}

/** The roots of one channel's line, for who proves or checks something. All calls throw Fault UNAVAILABLE {reason: 'RPC'}. */
export interface NotarisedRoots {
  /** The contract's address in lower case. */
  readonly place: { readonly chainId: number; readonly contract: string; readonly channel: string };
  /** Every root, in the order of the chain. @throws Fault CONDITION_UNMET {condition: 'chain-id' | 'notary-contract' | 'notary-contract-code'} */
  published(): Promise<readonly PublishedRoot[]>;
  /** Whether the contract is the project's own and holds the root with this range, published by this transaction. @throws as `published` */
  holds(root: PublishedRoot): Promise<boolean>;
  /** Releases connections. */
  close(): void;
}
