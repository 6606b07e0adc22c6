import type { FaultCode, FaultDetails } from '@tierline/chaincode/api';
import type { NewCompany } from '../founding';
import type { ImportNote } from '../import/notes';
import type { ReportTotal } from '../importing/importReport';

/** What jobs do. */
export const JOB_KINDS = ['IMPORT', 'CHECK', 'CONFIRM', 'RETURN'] as const;
/** One of {@link JOB_KINDS}. */
export type JobKind = (typeof JOB_KINDS)[number];

/** RUNNING ends in one of the others: DONE also when single items were refused, FAILED when the whole of it was. */
export const JOB_STATES = ['RUNNING', 'DONE', 'CANCELLED', 'FAILED'] as const;
/** One of {@link JOB_STATES}. */
export type JobState = (typeof JOB_STATES)[number];

/** One item that was refused. */
export interface JobRefusal {
  /** A receivable's id, or the line of a file. */
  readonly item: string;
  readonly field: string;
  readonly value: string;
  readonly code: FaultCode;
  /** The figures of the refusal, from which others make a sentence in their language; null for what a file's row itself shows. */
  readonly details: FaultDetails | null;
  /** What is wrong and what to do about it, in words. */
  readonly mend: string;
}

/** What an import tells besides. */
export interface ImportTold {
  /** SHA-256 of the file's bytes, lower-case hex. */
  readonly digest: string;
  readonly alreadyImported: boolean;
  /** Data rows. */
  readonly read: number;
  /** Documents that were taken: one receivable each. */
  readonly documents: number;
  readonly totals: readonly ReportTotal[];
  /** Companies that the file names and the register does not know. */
  readonly proposed: readonly Pick<NewCompany, 'id' | 'name' | 'roles'>[];
  readonly notes: readonly ImportNote[];
}

/** What became of a job's items. */
export interface JobResult {
  readonly dryRun: boolean;
  readonly accepted: number;
  readonly refusedCount: number;
  /** The first thousand. */
  readonly refused: readonly JobRefusal[];
  /** Null for other jobs. */
  readonly import: ImportTold | null;
}

/** A job as its owner sees it. */
export interface Job {
  readonly job: string;
  readonly kind: JobKind;
  readonly program: string;
  readonly state: JobState;
  /** Items behind it, accepted or refused. */
  readonly done: number;
  /** Items in all; 0 until they are counted. */
  readonly of: number;
  /** Times, RFC 3339 UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null while it runs, and when it failed. */
  readonly result: JobResult | null;
  /** Why it failed; null otherwise. */
  readonly problem: { readonly code: FaultCode; readonly details: FaultDetails; readonly detail: string } | null;
}

/** What the work of a job tells, and is told, while it runs. */
export interface JobWatch {
  /** Items that are to be done. */
  expect(items: number): void;
  /** Items that are behind it. */
  done(items: number): void;
  /** Whether no further item may be begun. */
  readonly isCancelled: boolean;
}

/** The work of a job. @throws Fault when all of it is refused */
export type JobWork = (watch: JobWatch) => Promise<JobResult>;
