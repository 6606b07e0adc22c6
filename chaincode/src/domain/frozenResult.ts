/** What a blocked holder was paid: it is his, and it stays where it is until he is no longer blocked. */
export interface FrozenResult {
  readonly kind: 'FROZEN-RESULT';
  readonly schemaVersion: 1;
  readonly program: string;
  /** Company id. */
  readonly owner: string;
  /** Principal and late interest paid out while its owner was blocked. */
  readonly amountMinor: bigint;
}
