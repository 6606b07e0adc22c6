import { Fault, type FaultCode, type FaultDetails } from '@tierline/chaincode/api';
import { MAX_VALUE_TOLD } from './limits';

/** One row that was not taken. */
export interface RefusedRow {
  /** The line of the file on which the row begins, from 1, as an editor counts. */
  readonly row: number;
  /** The field that is wrong: a name of {@link Field}, or `row` for the row as a whole. */
  readonly field: string;
  /** What the field holds, at most 80 characters. */
  readonly value: string;
  readonly code: FaultCode;
  /** What is wrong and how to mend it, in words for the person who keeps the file. */
  readonly message: string;
  /** What the ledger told with its refusal; absent for what the file itself shows. */
  readonly details?: FaultDetails;
}

/** Thrown while a row is read, and turned into a {@link RefusedRow}: the row goes, the file goes on. */
export class RowRefusal extends Error {
  override readonly name = 'RowRefusal';
  constructor(
    readonly field: string,
    readonly value: string,
    message: string,
    readonly code: FaultCode = 'MALFORMED',
  ) {
    super(message);
  }
}

/** A row's refusal as it is told. */
export function refusedRow(row: number, { field, value, code, message }: RowRefusal): RefusedRow {
  return { row, field, value: clip(value), code, message };
}

/** What is wrong with a file as a whole. */
export interface FileProblem {
  /** The column, option or property that is wrong. */
  readonly field: string;
  readonly value?: string;
  /** What was exceeded or expected. */
  readonly limit?: string | number;
  readonly reason: string;
  /** What to do about it. */
  readonly mend: string;
}

/** The fault MALFORMED of a file that cannot be read at all. */
export function fileFault(problem: FileProblem): Fault {
  return new Fault('MALFORMED', { ...problem, ...(problem.value === undefined ? {} : { value: clip(problem.value) }) });
}

/** The value's first 80 characters, never half of a surrogate pair. */
function clip(value: string): string {
  return value.slice(0, MAX_VALUE_TOLD).replace(/[\ud800-\udbff]$/, '');
}
