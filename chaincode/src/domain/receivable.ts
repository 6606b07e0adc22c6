import type { SubRange } from './subRange';
import type { Moves } from './stateMachine';

/** Kinds of trade document. */
export const DOCUMENT_TYPES = ['ORDER', 'CONTRACT', 'INVOICE', 'DELIVERY', 'CREDIT-NOTE'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** A trade document as the program knows it: never its contents. */
export interface TradeDocument {
  readonly type: DocumentType;
  readonly number: string;
  readonly issueDate: string;
  /** Positive, also for a credit note. */
  readonly amountMinor: bigint;
  /** SHA-256 of the document, hex: where the document itself can be recognised. */
  readonly digest: string;
  /** Keyed digest of its identity, hex; computed by the contract. */
  readonly fingerprint: string;
}

/** What the program may know of a trade document of the lower tiers: that it is this one, and nothing that it says. */
export type DocumentMark = Pick<TradeDocument, 'type' | 'digest' | 'fingerprint'>;

/** A person's act on a receivable. */
export interface Act {
  readonly person: string;
  /** Business date. */
  readonly on: string;
}

export type ReceivableStatus =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'CHECKED'
  | 'CONFIRMED'
  | 'RETURNED'
  | 'VOID'
  | 'PART_PAID'
  | 'SETTLED'
  | 'DEFAULTED'
  | 'WRITTEN_OFF'
  | 'CANCELLED';

/** Every allowed move; DUE and OVERDUE are derived from dates, never stored. */
export const RECEIVABLE_MOVES: Moves<ReceivableStatus> = {
  DRAFT: ['SUBMITTED', 'VOID'],
  SUBMITTED: ['CHECKED', 'RETURNED', 'VOID'],
  CHECKED: ['CONFIRMED', 'RETURNED', 'VOID'],
  RETURNED: ['DRAFT'],
  VOID: [],
  CONFIRMED: ['PART_PAID', 'SETTLED', 'DEFAULTED', 'CANCELLED'],
  PART_PAID: ['PART_PAID', 'SETTLED', 'DEFAULTED'],
  DEFAULTED: ['PART_PAID', 'SETTLED', 'WRITTEN_OFF'],
  SETTLED: [],
  WRITTEN_OFF: [],
  CANCELLED: [],
};

/** States in which the debt is confirmed and may be paid. */
export const PAYABLE: readonly ReceivableStatus[] = ['CONFIRMED', 'PART_PAID', 'DEFAULTED'];

/** One claim on one debtor, from one or more invoices. */
export interface Receivable {
  /** 1 to 25, its place in the schedule. */
  readonly ordinal: number;
  readonly documents: readonly TradeDocument[];
  readonly faceMinor: bigint;
  readonly deliveryDate: string;
  readonly dueDate: string;
  /** The due date moved to a working day; null until confirmed. */
  readonly payDate: string | null;
  readonly status: ReceivableStatus;
  readonly checkedBy: Act | null;
  readonly confirmedBy: Act | null;
  /** SHA-256 of the undertaking's text that the core accepted; null until confirmed. */
  readonly undertakingDigest: string | null;
  /** Cancelled parts of the face: ordered, disjoint, at most 32. */
  readonly cancelled: readonly SubRange[];
  /** Principal that has arrived; at least `paidMinor`: a crumb too small to share waits for the next instalment. */
  readonly receivedMinor: bigint;
  /** Principal shared out so far: P of the entitlement formula. */
  readonly paidMinor: bigint;
  /** Late interest that has arrived. */
  readonly interestReceivedMinor: bigint;
  /** Late interest shared out so far: a second cumulative sum. */
  readonly interestPaidMinor: bigint;
  /** Late interest accrued up to `interestAccruedTo`. */
  readonly interestAccruedMinor: bigint;
  readonly interestAccruedTo: string | null;
  /** Why it was returned; a code. */
  readonly returnReason: string | null;
}

/** Receivables of one creditor on one debtor submitted together: one document of the ledger. */
export interface Schedule {
  readonly kind: 'SCHEDULE';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly program: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly receivables: readonly Receivable[];
}

/** Most receivables of one schedule. */
export const MAX_SCHEDULE = 25;
/** Most cancelled ranges of one receivable. */
export const MAX_CANCELLED = 32;

/** `<schedule>-<ordinal>`, the ordinal in two digits. */
export function receivableId(schedule: string, ordinal: number): string {
  return `${schedule}-${String(ordinal).padStart(2, '0')}`;
}

/** The schedule and ordinal of a receivable's id. */
export function partsOfReceivableId(id: string): { readonly schedule: string; readonly ordinal: number } {
  return { schedule: id.slice(0, -3), ordinal: Number(id.slice(-2)) };
}

/** The schedule with one receivable replaced. */
export function withReceivable(schedule: Schedule, receivable: Receivable): Schedule {
  const receivables = schedule.receivables.map((other) => (other.ordinal === receivable.ordinal ? receivable : other));
  return { ...schedule, receivables };
}
