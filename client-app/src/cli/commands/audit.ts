import { toWire } from '@tierline/chaincode/api';
import { audit as auditLedger } from '../../app/audit/audit';
import type { AuditReport } from '../../app/audit/auditReport';
import { ownCompany } from '../../app/founding';
import { userName } from '../../app/people';
import type { CommandSpec } from '../command';
import type { Outcome } from '../outcome';
import { left, table } from '../table';

/** What `audit` prints as JSON. */
export const AUDIT_JSON = '{ok, checks: [{name, ok, looked: {what, count, of}, wrong, wrongCount, detail}]}';

/** Checks the whole history. */
export const audit: CommandSpec = {
  name: 'audit',
  group: 'Looking',
  does: 'Checks the whole history from the first block: chain, title, money, sales and limits; as the regulator, who sees all, unless --as says otherwise.',
  examples: ['audit', 'audit --as maker@BANK-A-01 --json'],
  json: AUDIT_JSON,
  submits: false,
  run: async (context) => {
    const { sessions } = await context.ledger();
    const regulator = sessions.network.organisations.find(({ role }) => role === 'regulator');
    const user = context.input.text('as') ?? userName('maker', ownCompany(regulator ?? { name: '' }));
    const report = await auditLedger(await sessions.as(user));
    return { view: null, ok: report.ok, json: toWire(report) as Outcome['json'], lines: auditLines(report) };
  },
};

/** An audit in words. */
export function auditLines({ ok, checks }: AuditReport): string[] {
  return [
    ...table(
      [left(''), left('what must be true'), left('looked at')],
      checks.map((check) => [check.ok ? 'ok' : 'WRONG', check.name, check.detail]),
    ),
    ok ? 'The audit is ok.' : 'The audit is NOT ok.',
  ];
}
