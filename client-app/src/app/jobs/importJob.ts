import type { Desk } from '../desk';
import type { Mapping } from '../import/mapping';
import type { View } from '../import/view';
import { importFile } from '../importing/importFile';
import type { FileReport } from '../importing/importReport';
import { readAside } from '../importing/readAside';
import type { Sessions } from '../session';
import type { JobRefusal, JobResult, JobWork } from './job';

/** A file that is to be imported. */
export interface ImportOrder {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Null where its headers show it. */
  readonly view: View | null;
  /** ISO 4217, where the file names none; null for the program's. */
  readonly currency: string | null;
  readonly mapping: Mapping | null;
  readonly dryRun: boolean;
  /** Goes on with a file whose import was cancelled. */
  readonly resume: boolean;
}

/** Reads a file of receivables and submits every good row, as the caller and in his program alone; companies are not onboarded by it. */
export function importWork(sessions: Sessions, desk: Desk, order: ImportOrder): JobWork {
  return async (watch) => {
    const { session, company, view } = desk;
    const { bytes, fileName, view: side, currency, mapping, dryRun, resume } = order;
    const own = { name: company.name, id: company.id };
    const { termDays, currency: ofProgram } = view.program;
    const imported = await readAside(bytes, { fileName, view: side, currency: currency ?? ofProgram, mapping, termDays, own });
    const report = await importFile(sessions, session, imported, {
      programFor: (wanted) => (wanted === ofProgram ? view.id : null),
      onboard: false,
      dryRun,
      user: session.identity.name,
      resume,
      watch,
    });
    return resultOf(report, imported.refusedCount - imported.refused.length, dryRun);
  };
}

/** @param untold refused rows beyond those that are told one by one */
function resultOf(report: FileReport, untold: number, dryRun: boolean): JobResult {
  const { digest, alreadyImported, read, accepted, documents, totals, proposed, notes, refused } = report;
  return {
    dryRun,
    accepted,
    refusedCount: alreadyImported ? 0 : refused.length + untold,
    refused: refused.map(({ row, field, value, code, message, details = null }): JobRefusal => ({
      item: String(row),
      field,
      value,
      code,
      details,
      mend: message,
    })),
    import: {
      digest,
      alreadyImported,
      read,
      documents,
      totals,
      proposed: proposed.map(({ id, name, roles }) => ({ id, name, roles })),
      notes,
    },
  };
}
