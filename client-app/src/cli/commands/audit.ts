import { Fault, toWire } from '@tierline/chaincode/api';
import { audit as auditLedger } from '../../app/audit/audit';
import { ownCompany } from '../../app/founding';
import { userName } from '../../app/people';
import { refuseTyped } from '../../app/typed';
import type { NamedVerdict } from '../../proving/auditProofs';
import type { CommandSpec } from '../command';
import type { Context } from '../context';
import { readExportLines, readPins, readProof } from '../proofFiles';
import type { Outcome } from '../outcome';
import { left, table } from '../table';

/** What `audit` prints as JSON. */
export const AUDIT_JSON = '{ok, checks: [{name, ok, looked: {what, count, of}, wrong, wrongCount, detail}]}';

/** What of any audit is printed. */
interface PrintedReport {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** Checks the whole history. */
export const audit: CommandSpec = {
  name: 'audit',
  group: 'Looking',
  does: 'Checks the whole history from the first block: chain, title, money, sales and limits; as the regulator, who sees all, unless --as says otherwise.',
  arguments: { '[files...]': 'with --from: the files' },
  options: [
    {
      flags: '--from <what>',
      does: 'without a ledger: "proofs", each receivable by its proofs; or "export", from "tierline export audit"',
    },
    { flags: '--at <block>', does: 'with --from export: the last block that is looked at' },
    { flags: '--pins <file>', does: 'with --from: roots and rules that you trust, from "tierline pins"' },
  ],
  examples: [
    'audit',
    'audit --as maker@BANK-A-01 --json',
    'audit --from proofs one.json two.json',
    'audit --from export audit.jsonl --at 40',
  ],
  json: AUDIT_JSON,
  submits: false,
  run: async (context) => {
    const from = context.input.text('from');
    if (from !== null) return auditFrom(from, context);
    const { sessions } = await context.ledger();
    const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
    const user = context.input.text('as') ?? userName('maker', ownCompany(regulator ?? { name: '' }));
    const report = await auditLedger(await sessions.as(user));
    return { view: null, ok: report.ok, json: toWire(report) as Outcome['json'], lines: auditLines(report) };
  },
};

const SOURCES: Readonly<Record<string, (context: Context) => Promise<PrintedReport>>> = {
  proofs: async ({ input }) => {
    const { auditProofs, verify } = await import('../proving.js');
    const pins = pinsIn(input);
    const verdicts: NamedVerdict[] = [];
    for (const name of input.files('files')) verdicts.push({ name, verdict: await verify(readProof(name), pins) });
    const checks = auditProofs(verdicts);
    return { ok: checks.every(({ ok }) => ok), checks };
  },
  export: async ({ input }) => {
    const [file = ''] = input.files('files');
    const at = input.text('at');
    if (at !== null && !/^[0-9]{1,15}$/.test(at)) throw refuseTyped('--at', at, 'the number of a block');
    const { booksOver, ruleReader } = await import('../../main.js');
    const { auditExport } = await import('../proving.js');
    const [lines, pins, ruleIn] = [readExportLines(file), pinsIn(input), await ruleReader()];
    return auditExport({ lines, at: at === null ? null : Number(at), pins, booksOf: booksOver, ruleIn });
  },
};

async function auditFrom(from: string, context: Context): Promise<Outcome> {
  const source = SOURCES[from];
  if (source === undefined) throw refuseTyped('--from', from, Object.keys(SOURCES).join(' or '));
  if (context.input.files('files').length === 0)
    throw new Fault('MALFORMED', { field: 'files', reason: 'MISSING', mend: 'name the files' });
  const report = await source(context);
  return { view: null, ok: report.ok, json: toWire(report) as Outcome['json'], lines: auditLines(report) };
}

function pinsIn(input: Context['input']): unknown {
  const file = input.file('pins');
  return file === null ? null : readPins(file);
}

/** Writes what others need to re-run the audit. */
export const exportAudit: CommandSpec = {
  name: 'export audit',
  group: 'Proofs',
  does:
    'Everything that an organisation knows, a line of JSON each, with what was endorsed: for "tierline audit --from export". As the regulator, ' +
    'who sees all, unless --as says otherwise. It holds what is confidential: give it to nobody who may not know it.',
  examples: ['export audit', 'export audit --as maker@BANK-A-01'],
  json: 'JSON Lines: {kind: tierline-export, version, msp, network, pins}, then {block, evidence} for each block, then {height, digest}',
  submits: false,
  run: async (context) => {
    if (context.input.flag('json')) throw refuseTyped('--json', 'JSON', 'nothing: the export is lines of JSON as it is');
    const { sessions } = await context.ledger();
    const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
    const session = await sessions.as(context.input.text('as') ?? userName('maker', ownCompany(regulator ?? { name: '' })));
    const { exportedLines } = await import('../proving.js');
    let before: string | null = null;
    for await (const line of exportedLines(session)) {
      if (before !== null) context.surroundings.out(`${before}\n`);
      before = line;
    }
    return { view: null, ok: true, json: JSON.parse(before ?? '{}') as Outcome['json'], lines: [before ?? ''] };
  },
};

/** An audit in words. */
export function auditLines({ ok, checks }: PrintedReport): string[] {
  return [
    ...table(
      [left(''), left('what must be true'), left('looked at')],
      checks.map((check) => [check.ok ? 'ok' : 'WRONG', check.name, check.detail]),
    ),
    ok ? 'The audit is ok.' : 'The audit is NOT ok.',
  ];
}
