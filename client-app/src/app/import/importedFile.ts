import type { Encoding } from './encoding';
import type { ImportNote } from './notes';
import type { ProposedParty } from './parties';
import type { RefusedRow } from './refusal';
import type { Delimiter } from './sheet';
import type { View } from './view';

/** What a credit note takes off a document. */
export interface AppliedCredit {
  /** The credit note's number. */
  readonly number: string;
  readonly issueDate: string;
  /** How much of it, above zero. */
  readonly amountMinor: bigint;
  /** The lines of the file that it stands on. */
  readonly rows: readonly number[];
}

/** A document that can be submitted: one claim. */
export interface ImportedDocument {
  /** As printed. */
  readonly number: string;
  readonly issueDate: string;
  readonly dueDate: string;
  /** ISO 4217. */
  readonly currency: string;
  /** What is left of the claim: invoiced less credited, above zero. */
  readonly amountMinor: bigint;
  /** The sum of its lines. */
  readonly invoicedMinor: bigint;
  /** The sum of what credit notes take off. */
  readonly creditedMinor: bigint;
  readonly creditNotes: readonly AppliedCredit[];
  /** Key of the company that is owed. */
  readonly creditor: string;
  /** Key of the company that owes. */
  readonly debtor: string;
  /** The lines of the file that it stands on, credit notes left out. */
  readonly rows: readonly number[];
  /** Whether the due date is the issue date and the program's terms. */
  readonly termsAssumed: boolean;
}

/** What is left of a credit note that no document of the file takes up: so much of the pair's claims is blocked from finance. */
export interface OpenCreditNote {
  readonly number: string;
  readonly issueDate: string;
  readonly currency: string;
  /** Above zero. */
  readonly amountMinor: bigint;
  readonly creditor: string;
  readonly debtor: string;
  /** The number of the invoice that it names, as numbers are compared; null when it names none. */
  readonly reference: string | null;
  readonly rows: readonly number[];
}

/** Documents and their net amount in one currency. */
export interface CurrencyTotal {
  readonly currency: string;
  /** Documents. */
  readonly count: number;
  readonly amountMinor: bigint;
}

/** What a receivables file says. Every data row is either accepted or refused: `read = accepted + refusedCount`. */
export interface ImportedFile {
  /** The file's name as given. */
  readonly file: string;
  /** SHA-256 of its bytes, lower-case hex. */
  readonly digest: string;
  readonly view: View;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Data rows: those below the header that hold anything. */
  readonly read: number;
  /** Rows of accepted documents and of credit notes, netted or open. */
  readonly accepted: number;
  /** In the order of their first row. */
  readonly documents: readonly ImportedDocument[];
  /** The companies of documents and open credits. */
  readonly parties: readonly ProposedParty[];
  readonly openCredits: readonly OpenCreditNote[];
  /** The first 1,000 refused rows. */
  readonly refused: readonly RefusedRow[];
  readonly refusedCount: number;
  /** By currency, in the order of its code. */
  readonly totals: readonly CurrencyTotal[];
  /** What the user should know though nothing was refused for it. */
  readonly notes: readonly ImportNote[];
}
