import { isCurrency } from '@tierline/chaincode/api';
import { MAX_TERM_DAYS } from './limits';
import type { Mapping } from './mapping';
import type { OwnParty } from './parties';
import { fileFault } from './refusal';
import type { View } from './view';

/** What is known about a file besides its bytes. */
export interface ImportOptions {
  /** Its name, to call it by. */
  readonly fileName: string;
  /** Whose file it is; stronger than the mapping and the header. */
  readonly view?: View | undefined;
  /** ISO 4217 code of rows that name no currency; stronger than the mapping's. */
  readonly currency?: string | undefined;
  readonly mapping?: Mapping | undefined;
  /** Days from issue to due date where the file has no due date: the program's terms. */
  readonly termDays: number;
  /** The program's own company, when the file has no column for it: the debtor of a payable file, the creditor of a receivable one. */
  readonly counterparty?: OwnParty | undefined;
}

/** @throws Fault MALFORMED when the currency is none in use, or the terms are not 1 to 3,650 days. */
export function checkOptions({ currency, termDays }: ImportOptions): void {
  if (currency !== undefined && !isCurrency(currency)) {
    throw fileFault({
      field: 'currency',
      value: currency,
      limit: 'ISO 4217',
      reason: 'this is no currency in use',
      mend: 'pass a code such as CNY',
    });
  }
  if (!Number.isInteger(termDays) || termDays < 1 || termDays > MAX_TERM_DAYS) {
    throw fileFault({
      field: 'termDays',
      value: String(termDays),
      limit: MAX_TERM_DAYS,
      reason: 'the terms are no whole number of days',
      mend: `pass 1 to ${MAX_TERM_DAYS} days`,
    });
  }
}
