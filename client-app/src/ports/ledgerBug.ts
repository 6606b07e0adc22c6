/**
 * A contract failed without giving a fault, or answered what is not JSON: a bug, not a refusal. What failed is kept in
 * `cause` for the operator's log and is never shown to a caller.
 */
export class LedgerBug extends Error {
  override readonly name = 'LedgerBug';
  constructor(
    readonly transactionId: string,
    cause: unknown,
  ) {
    super(`the contract failed: a bug (transaction ${transactionId})`, { cause });
  }
}
