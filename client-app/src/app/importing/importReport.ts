import type { NewCompany } from '../founding';
import type { ImportedFile } from '../import/importedFile';
import type { ImportNote } from '../import/notes';
import type { RefusedRow } from '../import/refusal';

/** Documents and their net amount in one currency. */
export interface ReportTotal {
  readonly currency: string;
  /** Documents. */
  readonly count: number;
  readonly amountMinor: bigint;
}

/** What became of one file. Every data row is accepted or refused. */
export interface FileReport {
  readonly file: string;
  /** SHA-256 of its bytes, lower-case hex. */
  readonly digest: string;
  /** True when the ledger holds this file's receivables already: nothing was done. */
  readonly alreadyImported: boolean;
  /** Data rows. */
  readonly read: number;
  /** Rows of documents that were taken, and of credit notes that were netted. */
  readonly accepted: number;
  /** Documents that were taken: one receivable each. */
  readonly documents: number;
  readonly refused: readonly RefusedRow[];
  readonly totals: readonly ReportTotal[];
  /** Companies that the file names and the register does not know. */
  readonly proposed: readonly NewCompany[];
  /** Companies that were onboarded. */
  readonly onboarded: number;
  /** What the user should know though nothing was refused for it. */
  readonly notes: readonly ImportNote[];
}

/** What became of all files of one import. */
export interface ImportReport {
  readonly files: readonly FileReport[];
}

/** What became of a file that was only read. */
export function readReport(imported: ImportedFile): FileReport {
  const { file, digest, read, accepted, documents, refused, totals, notes } = imported;
  return {
    file,
    digest,
    alreadyImported: false,
    read,
    accepted,
    documents: documents.length,
    refused,
    totals,
    proposed: [],
    onboarded: 0,
    notes,
  };
}
