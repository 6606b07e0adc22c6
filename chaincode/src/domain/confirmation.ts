import { following } from './calendar';
import { addMonths, compareDates } from './date';
import type { Caller, Company } from './company';
import { allowsConfirmation, type CoreStanding } from './coreStanding';
import { Fault } from './fault';
import type { Judge } from './judge';
import { figureOf, refusedBy } from './policy';
import type { Rules } from './program';
import { receivableId, type Receivable, type Schedule } from './receivable';
import { step } from './submission';
import { wrongState } from './stateMachine';
import type { Token } from './token';

/** What decides a check or a confirmation besides the receivable itself. */
export interface TitleCase {
  readonly schedule: Schedule;
  readonly creditor: Company;
  /** Null = never recorded, which is GOOD. */
  readonly standing: CoreStanding | null;
}

function judgeDebtor(judge: Judge, caller: Caller, schedule: Schedule): void {
  judge.check('debtor', caller.company.id === schedule.debtor, () => new Fault('NOT_AUTHORISED', { need: 'the debtor' }));
}

/** The core's maker has checked the receivable. */
export function checkReceivable(judge: Judge, rules: Rules, caller: Caller, title: TitleCase, found: Receivable): Receivable {
  judgeDebtor(judge, caller, title.schedule);
  const status = step(judge, found, 'CHECKED');
  judgeTitle(judge, rules, title, found);
  return { ...found, status, checkedBy: { person: caller.person, on: rules.time.today }, returnReason: null };
}

/** The core sends a receivable back to its creditor with a reason. */
export function returnReceivable(judge: Judge, caller: Caller, schedule: Schedule, found: Receivable, reason: string): Receivable {
  judgeDebtor(judge, caller, schedule);
  return { ...found, status: step(judge, found, 'RETURNED'), checkedBy: null, returnReason: reason };
}

/**
 * The debtor accepts the debt irrevocably.
 * Requirements: another person than the one who checked; the core is not stopped; the creditor is not blocked; the due
 * date is after today and within the policy's hard tenor; the calendar reaches the payment date.
 */
export function confirmTitle(
  judge: Judge,
  rules: Rules,
  caller: Caller,
  title: TitleCase,
  found: Receivable,
  undertakingDigest: string,
): Receivable {
  judgeDebtor(judge, caller, title.schedule);
  judge.check(
    'two-persons',
    found.checkedBy === null || found.checkedBy.person !== caller.person,
    () => new Fault('NOT_AUTHORISED', { need: 'another person than the one who checked' }),
  );
  const status = step(judge, found, 'CONFIRMED');
  judgeTitle(judge, rules, title, found);
  const payDate = following(rules.calendar, found.dueDate);
  return { ...found, status, confirmedBy: { person: caller.person, on: rules.time.today }, undertakingDigest, payDate };
}

function judgeTitle(judge: Judge, rules: Rules, title: TitleCase, found: Receivable): void {
  const { policy, time } = rules;
  judge.check('creditor-active', title.creditor.status === 'ACTIVE', () =>
    wrongState(title.creditor.status, ['ACTIVE'], { company: title.creditor.id }),
  );
  judge.check('core-standing', allowsConfirmation(title.standing), () =>
    wrongState('STOPPED', ['GOOD', 'WATCH'], { rule: 'Yinfa [2025] 77, Art 15', core: title.schedule.debtor }),
  );
  const last = addMonths(time.today, figureOf(policy, 'hard-tenor-months'));
  judge.check('tenor', compareDates(found.dueDate, time.today) > 0 && compareDates(found.dueDate, last) <= 0, () =>
    refusedBy(policy, 'hard-tenor-months', found.dueDate),
  );
}

/** The one token that a confirmed receivable becomes: the whole face, owned by the creditor, tier 1. */
export function firstToken(schedule: Schedule, confirmed: Receivable, creditor: Company): Token {
  return {
    kind: 'TOKEN',
    schemaVersion: 1,
    receivable: receivableId(schedule.id, confirmed.ordinal),
    from: 0n,
    to: confirmed.faceMinor,
    owner: creditor.id,
    ownerMsp: creditor.hostMsp,
    tier: 1,
    status: 'ACTIVE',
    lock: null,
    redeemedThroughMinor: 0n,
    interestThroughMinor: 0n,
    origin: null,
    contestUntil: null,
    lineage: [],
    related: false,
  };
}
