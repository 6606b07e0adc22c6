import type { TRANSACTIONS } from '@tierline/chaincode/api';
import { plusDays, plusMonths } from './days';
import { need, there } from './refusal';
import type { Change, Input, Scene } from './scene';
import { RULES, type Overdue, type State } from './state';

type Api = typeof TRANSACTIONS.receivable;

const PAYABLE = ['CONFIRMED', 'PART_PAID', 'DEFAULTED'];
const WATCHED_MONTHS = 6;
const MAX_EVENTS = 200;

/** Whether the core is in payment default: it confirms nothing until it is cured. */
export function isStopped(state: State, core: string): boolean {
  return (state.overdues.get(core) ?? []).some(({ defaulted, curedOn }) => defaulted && curedOn === null);
}

function kept(events: readonly Overdue[], today: string): readonly Overdue[] {
  const since = plusMonths(today, -WATCHED_MONTHS);
  const left = events.filter(({ curedOn, payDate }) => curedOn === null || payDate >= since);
  need(left.length <= MAX_EVENTS, 'LIMIT_EXCEEDED');
  return left;
}

/** receivable:recordOverdue */
export function recordOverdue({ state, today }: Scene, { receivable }: Input<Api['recordOverdue']>): Change {
  const claim = there(state.claims.get(receivable));
  need(PAYABLE.includes(claim.status), 'WRONG_STATE');
  const payDate = claim.payDate ?? claim.dueDate;
  need(today > payDate, 'CONDITION_UNMET');
  const before = state.overdues.get(claim.debtor) ?? [];
  const known = before.find((event) => event.claim === claim.id && event.curedOn === null);
  const defaulted = today > plusDays(payDate, RULES.graceDays);
  const isWorse = defaulted && (known?.defaulted !== true || claim.status !== 'DEFAULTED');
  need(known === undefined || isWorse, 'WRONG_STATE');
  const others = before.filter((event) => event !== known);
  const events = kept([...others, { claim: claim.id, payDate, defaulted, curedOn: null }], today);
  return () => {
    state.overdues.set(claim.debtor, events);
    if (defaulted) state.claims.set(claim.id, { ...claim, status: 'DEFAULTED' });
  };
}

/** receivable:recordCure */
export function recordCure({ state, today }: Scene, { receivable }: Input<Api['recordCure']>): Change {
  const claim = there(state.claims.get(receivable));
  need(claim.status === 'SETTLED', 'WRONG_STATE');
  const before = state.overdues.get(claim.debtor) ?? [];
  const open = before.find((event) => event.claim === claim.id && event.curedOn === null);
  need(open !== undefined, 'WRONG_STATE');
  const events = kept(
    before.map((event) => (event === open ? { ...event, curedOn: today } : event)),
    today,
  );
  return () => state.overdues.set(claim.debtor, events);
}
