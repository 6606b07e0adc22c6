import type { Books } from '../../ports/books';
import type { BlockSource } from '../../ports/ledger';
import { changesIn, endorsedBy, type ToldTransaction } from '../../proving/evidence';
import { pinsSchema, type Pins } from '../../proving/pins';
import { Fault, type NetworkDefinition } from '@tierline/chaincode/api';
import { audit, checkOf } from './audit';
import type { AuditCheck, AuditReport } from './auditReport';
import { KeyRules, type RuleReader } from './keyRules';
import { readExport, sourceOf, toldIn } from './readExport';

/** An audit that was re-run from a file. */
export interface ExportAudit extends AuditReport {
  /** Whose view it was. */
  readonly msp: string;
  /** The last block that was looked at. */
  readonly at: number;
  readonly pins: 'READER' | 'EXPORT';
}

/** The fewest organisations whose rules let anything be committed. */
const FEWEST = 2;

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
  /** Reads the rules that transactions set on keys. */
  readonly ruleIn: RuleReader;
}

/** Re-runs the audit of the ledger from an export, up to any block. @throws Fault MALFORMED, NOT_FOUND */
export async function auditExport({ lines, at, pins, booksOf, ruleIn }: ExportAuditOptions): Promise<ExportAudit> {
  const read = readExport(lines, at);
  const { network, msp, pins: own } = read.head;
  const trusted = pins === null ? own : pinsGiven(pins, network);
  const ledger = sourceOf(read);
  const report = await audit({ network, ledger, books: booksOf(ledger, network) });
  const told = toldIn(read);
  const endorsers = await endorsedBy(told, trusted);
  const checks = [...report.checks, endorsedCheck(told, endorsers), rulesCheck(told, endorsers, new KeyRules(network, ruleIn))];
  const last = read.blocks.length - 1;
  return { msp, at: last, pins: pins === null ? 'EXPORT' : 'READER', ok: checks.every(({ ok }) => ok), checks };
}

type Endorsers = ReadonlyMap<string, ReadonlySet<string>>;

function endorsedCheck(told: readonly ToldTransaction[], endorsers: Endorsers): AuditCheck {
  const wrong = told.filter(({ id }) => (endorsers.get(id)?.size ?? 0) < FEWEST).map(({ id }) => id);
  const name = 'every transaction is endorsed, as it is told, by organisations that the pins know';
  return checkOf(name, { what: 'transactions', count: told.length }, wrong);
}

/** What was endorsed says itself which keys it changes, and which rules it sets on them: signed by those who endorsed it. */
function rulesCheck(told: readonly ToldTransaction[], endorsers: Endorsers, rules: KeyRules): AuditCheck {
  const wrong = told.flatMap((transaction) => {
    const { id } = transaction;
    const changes = changesIn(transaction);
    if (changes === null) return [id];
    const unmet = rules.unmet(changes, endorsers.get(id) ?? new Set());
    rules.apply(changes);
    return unmet.length === 0 ? [] : [`${id}: ${unmet.length} of ${changes.writes.size} keys`];
  });
  const name = 'every key is changed only by what the organisations endorsed that its rule asks for';
  return checkOf(name, { what: 'transactions', count: told.length }, wrong);
}

function pinsGiven(pins: unknown, { channel, chaincode, programs }: NetworkDefinition): Pins {
  const parsed = pinsSchema.safeParse(pins);
  if (!parsed.success) throw new Fault('MALFORMED', { field: '--pins', problem: parsed.error.issues[0]?.path.join('.') ?? '' });
  if (parsed.data.channel !== channel || parsed.data.chaincode !== chaincode)
    throw new Fault('MALFORMED', { field: '--pins', problem: `of channel ${parsed.data.channel}, not ${channel}` });
  const other = programs.find(({ id, host, core, regulator }) =>
    parsed.data.programs.some((pin) => pin.id === id && (pin.host !== host || pin.core !== core || pin.regulator !== regulator)),
  );
  if (other !== undefined) throw new Fault('MALFORMED', { field: '--pins', problem: `another host, core or regulator of ${other.id}` });
  return parsed.data;
}
