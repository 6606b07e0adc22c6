import type { BlockSource } from '../../ports/ledger';
import type { Session } from '../session';
import type { AuditCheck, AuditReport } from './auditReport';
import { chainChecks } from './chainChecks';
import type { Check, Looked } from './check';
import { gatherEvidence } from './evidence';
import { financeChecks } from './financeChecks';
import { moneyChecks } from './moneyChecks';
import { titleChecks } from './titleChecks';

const MAX_TOLD = 5;
const CHECKS: readonly Check[] = [...chainChecks, ...titleChecks, ...moneyChecks, ...financeChecks];

/**
 * Checks the whole history that the session's organisation has received, from block 0. The regulator sees all of it.
 * Nothing is taken on trust from the contracts but the shapes of records.
 */
export async function audit(session: Pick<Session, 'books' | 'network'> & { readonly ledger: BlockSource }): Promise<AuditReport> {
  const evidence = await gatherEvidence(session);
  const checks: AuditCheck[] = [];
  for (const { name, look } of CHECKS) {
    const { looked, wrong } = await look(evidence);
    checks.push(checkOf(name, looked, wrong));
  }
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** One check with its outcome, in words too. */
export function checkOf(name: string, { what, count, of = null }: Looked, wrong: readonly string[]): AuditCheck {
  const [first, rest] = [wrong.slice(0, MAX_TOLD), wrong.length - MAX_TOLD];
  const told = rest > 0 ? [...first, `and ${rest} more`] : first;
  const all = of === null ? `${count} ${what}` : `${count} of ${of} ${what}`;
  const detail = wrong.length === 0 ? all : told.join('; ');
  return { name, ok: wrong.length === 0, looked: { what, count, of }, wrong: first, wrongCount: wrong.length, detail };
}
