import { addDays, addMonths, compareDates } from './date';
import { Fault } from './fault';
import type { Judge } from './judge';
import { figureOf } from './policy';
import type { Rules } from './program';
import { PAYABLE, RECEIVABLE_MOVES, type Receivable } from './receivable';
import { mayMove, wrongState } from './stateMachine';

/** GOOD; WATCH: often overdue; STOPPED: in payment default, no new confirmation until cured. */
export type Standing = 'GOOD' | 'WATCH' | 'STOPPED';

/** A payment that did not come in time. */
export interface OverdueEvent {
  /** Receivable id. */
  readonly receivable: string;
  /** Its payment date. */
  readonly payDate: string;
  /** True once the grace days were over: a default. */
  readonly defaulted: boolean;
  /** Business date on which it was paid in full; null while open. */
  readonly curedOn: string | null;
}

/** How a core pays: one record for each core of a program. */
export interface CoreStanding {
  readonly kind: 'CORE-STANDING';
  readonly schemaVersion: 1;
  readonly program: string;
  /** Company id. */
  readonly core: string;
  readonly standing: Standing;
  /** Open events, and those of the last months that the policy watches; at most 200. */
  readonly events: readonly OverdueEvent[];
}

/** Most events kept. */
export const MAX_EVENTS = 200;

/** Whether the core may confirm: it may unless it is STOPPED. */
export function allowsConfirmation(standing: CoreStanding | null): boolean {
  return standing?.standing !== 'STOPPED';
}

/**
 * Records that a payment is overdue; after the grace days it is a default, and the core is stopped. A default that an
 * instalment made PART_PAID is recorded again while more is owed, so that recourse stays open.
 */
export function recordOverdue(
  judge: Judge,
  rules: Rules,
  standing: CoreStanding,
  receivable: Receivable,
  id: string,
): { readonly standing: CoreStanding; readonly receivable: Receivable } {
  judge.check('state', PAYABLE.includes(receivable.status), () => wrongState(receivable.status, PAYABLE));
  const payDate = receivable.payDate ?? receivable.dueDate;
  judge.check('overdue', compareDates(rules.time.today, payDate) > 0, () => new Fault('CONDITION_UNMET', { condition: 'overdue' }));
  const known = standing.events.find((event) => event.receivable === id && event.curedOn === null);
  const defaulted = compareDates(rules.time.today, addDays(payDate, rules.program.graceDays)) > 0;
  const worse = defaulted && (known?.defaulted !== true || receivable.status !== 'DEFAULTED');
  judge.check('new-event', known === undefined || worse, () => wrongState('RECORDED', ['NOT_RECORDED']));
  const event: OverdueEvent = { receivable: id, payDate, defaulted, curedOn: null };
  const events = [...standing.events.filter((other) => other !== known), event];
  const status = defaulted && mayMove(RECEIVABLE_MOVES, receivable.status, 'DEFAULTED') ? 'DEFAULTED' : receivable.status;
  return { standing: judged(judge, rules, standing, events), receivable: { ...receivable, status } };
}

/** Records that an overdue receivable has been paid in full. */
export function recordCure(judge: Judge, rules: Rules, standing: CoreStanding, receivable: Receivable, id: string): CoreStanding {
  judge.check('state', receivable.status === 'SETTLED', () => wrongState(receivable.status, ['SETTLED']));
  const open = standing.events.find((event) => event.receivable === id && event.curedOn === null);
  judge.check('open-event', open !== undefined, () => wrongState('NO_OPEN_EVENT', ['OPEN_EVENT']));
  const events = standing.events.map((event) => (event === open ? { ...event, curedOn: rules.time.today } : event));
  return judged(judge, rules, standing, events);
}

function judged(judge: Judge, rules: Rules, standing: CoreStanding, all: readonly OverdueEvent[]): CoreStanding {
  const since = addMonths(rules.time.today, -figureOf(rules.policy, 'watch-months'));
  const events = all.filter((event) => event.curedOn === null || compareDates(event.payDate, since) >= 0);
  judge.check(
    'events-kept',
    events.length <= MAX_EVENTS,
    () => new Fault('LIMIT_EXCEEDED', { have: String(MAX_EVENTS), need: String(events.length) }),
  );
  return { ...standing, events, standing: standingOf(events, figureOf(rules.policy, 'watch-events'), since) };
}

function standingOf(events: readonly OverdueEvent[], watchEvents: number, since: string): Standing {
  const open = events.filter((event) => event.curedOn === null);
  if (open.some((event) => event.defaulted)) return 'STOPPED';
  const recent = events.filter((event) => compareDates(event.payDate, since) >= 0);
  return open.length > 0 && recent.length >= watchEvents ? 'WATCH' : 'GOOD';
}

/** The standing of a core of which nothing was ever recorded. */
export function goodStanding(program: string, core: string): CoreStanding {
  return { kind: 'CORE-STANDING', schemaVersion: 1, program, core, standing: 'GOOD', events: [] };
}
