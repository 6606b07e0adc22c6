/** One thing that was checked. */
export interface AuditCheck {
  /** A sentence that must be true. */
  readonly name: string;
  readonly ok: boolean;
  /** How much was checked, or the first things that are wrong. */
  readonly detail: string;
}

/** Whether the ledger's history holds together. */
export interface AuditReport {
  readonly ok: boolean;
  readonly checks: readonly AuditCheck[];
}
