/** Credit notes of a pair that no receivable could net yet: as much of the creditor's claims stays unsold. */
export interface OpenCredit {
  readonly kind: 'OPEN-CREDIT';
  readonly schemaVersion: 1;
  readonly program: string;
  readonly creditor: string;
  readonly debtor: string;
  readonly openMinor: bigint;
}
