/** What ends. */
export const DEADLINE_KINDS = [
  /** An offer for an ask of the company: it can be taken until then. */
  'OFFER',
  /** A payment offered to the company. */
  'PAYMENT_TO_ACCEPT',
  /** A payment that the company offered and nobody accepted yet. */
  'PAYMENT_OFFERED',
  /** The time for offers for an ask: the company's own, or one that is open to the bank. */
  'ASK',
  /** A deal must be paid out: by the company, or to it. */
  'PAYOUT',
  /** The company can contest that the money came. */
  'CONTEST',
  /** Money that the company gets on its tokens. */
  'MONEY_IN',
  /** Money that the company pays on its confirmed debts. */
  'MONEY_OUT',
] as const;
/** One of {@link DEADLINE_KINDS}. */
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** One thing that ends soon. */
export interface Deadline {
  readonly kind: DeadlineKind;
  /** Of the offer, payment, ask or receivable. */
  readonly id: string;
  /** Company id of the other side. */
  readonly about: string;
  /** Minor units. */
  readonly amountMinor: bigint;
  /** A date, or a time in the program's own clock. */
  readonly at: string;
}
