/** What checks look at; of a thing seen whole nothing is hidden from the organisation. */
export const THINGS = [
  'blocks',
  'transactions',
  'transactions seen whole',
  'receivables',
  'tokens',
  'documents',
  'payouts',
  'settlements',
  'sales',
  'sales seen whole',
  'limits',
] as const;
/** One of {@link THINGS}. */
export type Thing = (typeof THINGS)[number];

/** One thing that was checked. */
export interface AuditCheck {
  /** A sentence that must be true. */
  readonly name: string;
  readonly ok: boolean;
  /** What was looked at, how much, and of how many; null for all there is. */
  readonly looked: { readonly what: Thing; readonly count: number; readonly of: number | null };
  /** The first things that are wrong, by their ids. */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
  /** How much was checked, or what is wrong, in words. */
  readonly detail: string;
}

/** Whether the ledger's history holds together. */
export interface AuditReport {
  readonly ok: boolean;
  readonly checks: readonly AuditCheck[];
}
