import type { DocumentNumber } from './cellText';
import type { ProposedParty } from './parties';

/** One row that could be read: a document, or one line of it. */
export interface Line {
  /** The line of the file on which the row begins. */
  readonly row: number;
  readonly number: DocumentNumber;
  readonly issueDate: string;
  /** From the file, or the issue date and the terms. */
  readonly dueDate: string;
  /** Whether the terms were taken because the row names no due date. */
  readonly termsAssumed: boolean;
  readonly creditor: ProposedParty;
  readonly debtor: ProposedParty;
  readonly currency: string;
  /** Negative on a credit note. */
  readonly amountMinor: bigint;
  /** The number of the invoice that a credit note names, as it is compared; null when it names none. */
  readonly reference: string | null;
}

/** What makes rows lines of one document. */
export type LineIdentity = Pick<Line, 'number' | 'issueDate' | 'creditor' | 'debtor' | 'currency'>;

/** Equal for lines of one document: number as printed, parties, date and currency. */
export function documentKey({ number, issueDate, creditor, debtor, currency }: LineIdentity): string {
  return [number.printed, issueDate, creditor.key, debtor.key, currency].join('\u001f');
}
