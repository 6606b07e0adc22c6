import type { DayCount } from './dayCount';
import type { Msp } from './endorsement';
import type { Instant } from './instant';
import type { Moves } from './stateMachine';

/** SALE: title passes. A pledge of tokens is not offered yet. */
export const ASK_KINDS = ['SALE', 'PLEDGE'] as const;
export type AskKind = (typeof ASK_KINDS)[number];

export type AskStatus = 'OPEN' | 'CLOSED' | 'ACCEPTED' | 'CANCELLED' | 'EXPIRED';

/** Every allowed move of an ask. OPEN may go straight to ACCEPTED: accepting closes it. */
export const ASK_MOVES: Moves<AskStatus> = {
  OPEN: ['CLOSED', 'ACCEPTED', 'CANCELLED', 'EXPIRED'],
  CLOSED: ['ACCEPTED', 'CANCELLED', 'EXPIRED'],
  ACCEPTED: [],
  CANCELLED: [],
  EXPIRED: [],
};

export type DealStatus = 'ACCEPTED' | 'REGISTERED' | 'PAYING' | 'COMPLETE' | 'REPAID' | 'RECOURSED' | 'WRITTEN_OFF' | 'FAILED';

/** Every allowed move of a deal. */
export const DEAL_MOVES: Moves<DealStatus> = {
  ACCEPTED: ['REGISTERED', 'FAILED'],
  REGISTERED: ['PAYING', 'FAILED'],
  PAYING: ['COMPLETE', 'FAILED'],
  COMPLETE: ['REPAID', 'RECOURSED', 'WRITTEN_OFF'],
  REPAID: [],
  RECOURSED: [],
  WRITTEN_OFF: [],
  FAILED: [],
};

/** What the program may know of a deal: who, how far, and digests; never a price. */
export interface DealHead {
  /** MSP of the bank. */
  readonly bank: Msp;
  /** Company id of the bank. */
  readonly bankCompany: string;
  readonly state: DealStatus;
  /** Opaque key of the terms in the pair collection, and SHA-256 of their stored bytes, hex. */
  readonly termsKey: string;
  readonly termsHash: string;
  /** The same of the payout, once declared; null before. */
  readonly payoutKey: string | null;
  readonly payoutHash: string | null;
  /** Last time at which the deal may still fail to be paid; after it anybody concerned may end it. */
  readonly payoutDeadline: Instant;
  /** Company that asked to give up a payment in progress; the other side's word ends it. Null otherwise. */
  readonly abandonedBy: string | null;
}

/** Whether the seller has said that the money came. */
export type Receipt = 'WAITING' | 'CONFIRMED' | 'CONTESTED';

/** A wish to sell tokens: in the program's collection. */
export interface Ask {
  readonly kind: 'ASK';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly program: string;
  /** Company id. */
  readonly seller: string;
  readonly sellerMsp: Msp;
  /** The core that all the tokens are claims on. */
  readonly debtor: string;
  readonly currency: string;
  readonly tokens: readonly string[];
  readonly faceMinor: bigint;
  /** Latest adjusted payment date of the tokens. */
  readonly lastPayDate: string;
  readonly recourse: boolean;
  /** Last time for offers. */
  readonly deadline: Instant;
  /** End of the tokens' lock: the deadline and the time to pay out. */
  readonly lockedUntil: Instant;
  readonly status: AskStatus;
  readonly deal: DealHead | null;
  readonly receipt: Receipt;
  /** Last date on which the seller may contest the payout; null until title moved. */
  readonly contestUntil: string | null;
}

/** Most tokens of one ask. */
export const MAX_ASK_TOKENS = 50;

export type OfferStatus = 'OPEN' | 'WON' | 'WITHDRAWN';

/** Every allowed move of an offer; EXPIRED and LOST are derived. */
export const OFFER_MOVES: Moves<OfferStatus> = { OPEN: ['WON', 'WITHDRAWN'], WON: [], WITHDRAWN: [] };

/** A bank's price: only in the collection of that bank and the seller's host. */
export interface Offer {
  readonly kind: 'OFFER';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly program: string;
  readonly ask: string;
  readonly bank: string;
  readonly bankMsp: Msp;
  readonly ratePpm: number;
  readonly dayCount: DayCount;
  readonly feesMinor: bigint;
  /** Day on which the bank would pay. */
  readonly valueDate: string;
  readonly faceMinor: bigint;
  readonly discountMinor: bigint;
  readonly proceedsMinor: bigint;
  readonly validUntil: Instant;
  /** The bank's note on why a tenor above the soft limit is reasonable; null below it. */
  readonly tenorNote: string | null;
  /** The bank's note after reviewing related parties; null when there are none. */
  readonly relatedNote: string | null;
  readonly status: OfferStatus;
}

/** The agreed terms: written once, never changed, so that the digest in the ask stays true. */
export interface DealTerms {
  readonly kind: 'DEAL-TERMS';
  readonly schemaVersion: 1;
  readonly ask: string;
  readonly offer: string;
  readonly program: string;
  readonly bank: string;
  readonly bankMsp: Msp;
  readonly seller: string;
  readonly debtor: string;
  readonly currency: string;
  readonly tokens: readonly string[];
  readonly faceMinor: bigint;
  readonly ratePpm: number;
  readonly feesMinor: bigint;
  readonly discountMinor: bigint;
  readonly proceedsMinor: bigint;
  readonly valueDate: string;
  readonly recourse: boolean;
  /** The seller's verified account, as the seller named it. */
  readonly account: string;
  /** Why the offer was taken although it was not the cheapest; null otherwise. Here, because it speaks of prices. */
  readonly reason: string | null;
}

/** The bank's entry in the movable-property registry, stored before any payout. */
export interface Registration {
  readonly kind: 'REGISTRATION';
  readonly schemaVersion: 1;
  readonly ask: string;
  readonly registryNo: string;
  readonly at: Instant;
}

/** What the bank declares to have paid: written once. */
export interface Payout {
  readonly kind: 'PAYOUT';
  readonly schemaVersion: 1;
  readonly ask: string;
  readonly amountMinor: bigint;
  readonly valueDate: string;
  /** The bank's payment reference. */
  readonly reference: string;
  /** SHA-256 of the proof of payment, hex. */
  readonly proofDigest: string;
}

/** A bank's limit on a core for one host of sellers, in one currency. */
export interface CreditLimit {
  readonly kind: 'CREDIT-LIMIT';
  readonly schemaVersion: 1;
  readonly bank: string;
  readonly core: string;
  readonly hostMsp: Msp;
  readonly currency: string;
  readonly ceilingMinor: bigint;
  /** Face of completed deals not yet repaid. */
  readonly usedMinor: bigint;
  /** Face of accepted deals not yet complete. */
  readonly reservedMinor: bigint;
  /** Last day on which it may be drawn. */
  readonly expiresOn: string;
}

/** A deal whose claim on the limit has been given back: guards against doing it twice. */
export interface DealClosure {
  readonly kind: 'DEAL-CLOSURE';
  readonly schemaVersion: 1;
  readonly ask: string;
  readonly outcome: 'REPAID' | 'RECOURSED' | 'WRITTEN_OFF' | 'FAILED';
  readonly on: string;
}
