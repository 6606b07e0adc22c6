import type { Books } from '../../ports/books';
import type { BlockSource } from '../../ports/ledger';
import { unendorsed } from '../../proving/evidence';
import { pinsSchema, type Pins } from '../../proving/pins';
import { Fault, type NetworkDefinition } from '@tierline/chaincode/api';
import { audit, checkOf } from './audit';
import type { AuditReport } from './auditReport';
import { readExport, sourceOf, toldIn } from './readExport';

/** An audit that was re-run from a file. */
export interface ExportAudit extends AuditReport {
  /** Whose view it was. */
  readonly msp: string;
  /** The last block that was looked at. */
  readonly at: number;
  readonly pins: 'READER' | 'EXPORT';
}

/** How an export is audited. */
export interface ExportAuditOptions {
  /** The lines of the file. */
  readonly lines: readonly string[];
  /** The last block that is looked at; null for all. */
  readonly at: number | null;
  /** What the reader relies on; null for what the export brings itself. */
  readonly pins: unknown;
  /** Makes a read model of blocks. */
  readonly booksOf: (source: BlockSource, network: NetworkDefinition) => Books;
}

/** Re-runs the audit of the ledger from an export, up to any block. @throws Fault MALFORMED, NOT_FOUND */
export async function auditExport({ lines, at, pins, booksOf }: ExportAuditOptions): Promise<ExportAudit> {
  const read = readExport(lines, at);
  const { network, msp, pins: own } = read.head;
  const trusted = pins === null ? own : pinsGiven(pins, network);
  const ledger = sourceOf(read);
  const report = await audit({ network, ledger, books: booksOf(ledger, network) });
  const told = toldIn(read);
  const wrong = await unendorsed(told, trusted);
  const name = 'every transaction is endorsed, as it is told, by organisations that the pins know';
  const endorsed = checkOf(name, { what: 'transactions', count: told.length }, wrong);
  const last = read.blocks.length - 1;
  return { msp, at: last, pins: pins === null ? 'EXPORT' : 'READER', ok: report.ok && endorsed.ok, checks: [...report.checks, endorsed] };
}

function pinsGiven(pins: unknown, { channel, chaincode }: NetworkDefinition): Pins {
  const parsed = pinsSchema.safeParse(pins);
  if (!parsed.success) throw new Fault('MALFORMED', { field: '--pins', problem: parsed.error.issues[0]?.path.join('.') ?? '' });
  if (parsed.data.channel !== channel || parsed.data.chaincode !== chaincode)
    throw new Fault('MALFORMED', { field: '--pins', problem: `of channel ${parsed.data.channel}, not ${channel}` });
  return parsed.data;
}
