import type { Calendar } from './calendar';
import type { Caller } from './company';
import type { ConsentRule } from './consent';
import { businessDate } from './date';
import type { DayCount } from './dayCount';
import type { Msp } from './endorsement';
import { Fault } from './fault';
import { addDaysToInstant, epochMsOf, instantOf, type Instant } from './instant';
import type { Judge } from './judge';
import type { LateContract } from './lateInterest';
import type { Policy } from './policy';
import { wrongState } from './stateMachine';

/** REAL lives in the transaction's time for ever; DEMO has a clock of its own that only moves forward. */
export const PROGRAM_MODES = ['REAL', 'DEMO'] as const;
export type ProgramMode = (typeof PROGRAM_MODES)[number];

/** What everybody may know of a program: public. */
export interface ProgramHead {
  readonly kind: 'PROGRAM-HEAD';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly name: string;
  readonly mode: ProgramMode;
  /** Whole days added to the transaction's time; 0 for ever in a REAL program. */
  readonly clockOffsetDays: number;
}

/** A program's rules and members: in the program's collection. */
export interface Program {
  readonly kind: 'PROGRAM';
  readonly schemaVersion: 1;
  readonly id: string;
  /** Company id of the core enterprise. */
  readonly core: string;
  readonly hostMsp: Msp;
  readonly coreMsp: Msp;
  readonly bankMsps: readonly Msp[];
  readonly settlementBankMsp: Msp;
  readonly regulatorMsp: Msp;
  /** ISO 4217. */
  readonly currency: string;
  readonly dayCount: DayCount;
  readonly calendarVersion: number;
  readonly policyVersion: number;
  /** The program's zone as a fixed offset; decides the business date. */
  readonly utcOffsetMinutes: number;
  /** Usual terms of payment in days: the due date of an invoice that states none. */
  readonly termDays: number;
  /** Deepest tier that may own a token. */
  readonly maxTier: number;
  readonly minimumTokenMinor: bigint;
  /** Whether sales with recourse to the seller are allowed. */
  readonly recourse: boolean;
  /** Days within which a bank must have paid out: after the seller took its offer, and at the latest after the ask's deadline. */
  readonly payoutDays: number;
  /** Days after the payment date before a missing payment is a default. */
  readonly graceDays: number;
  /** Agreed late interest; null = the statutory 0.05 % a day. */
  readonly lateContract: LateContract | null;
  /** Which acts need the person's own signature, each named once; absent = none. */
  readonly consent?: readonly ConsentRule[] | undefined;
}

/** The program's time of one transaction. */
export interface BusinessTime {
  readonly now: Instant;
  /** Business date in the program's zone. */
  readonly today: string;
}

/** Everything that decides within a program: loaded once for a transaction. */
export interface Rules {
  readonly head: ProgramHead;
  readonly program: Program;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly time: BusinessTime;
}

/** Business time = the transaction's timestamp plus the program's clock offset. */
export function businessTime(timestampMs: number, head: ProgramHead, utcOffsetMinutes: number): BusinessTime {
  return {
    now: addDaysToInstant(instantOf(timestampMs), head.clockOffsetDays),
    today: businessDate(timestampMs, utcOffsetMinutes, head.clockOffsetDays),
  };
}

/** The business date of an instant in the program's zone. */
export function dateOf(instant: Instant, program: Program): string {
  return businessDate(epochMsOf(instant), program.utcOffsetMinutes, 0);
}

/** Whether the organisation is a member of the program. */
export function isMember(program: Program, msp: Msp): boolean {
  return [program.hostMsp, program.coreMsp, program.regulatorMsp, ...program.bankMsps].includes(msp);
}

/** What must hold of a new program: its id is free, a REAL clock is the real one, no DEMO on a channel for real money. */
export function judgeNewProgram(
  judge: Judge,
  wanted: Omit<ProgramHead, 'kind' | 'schemaVersion'>,
  known: ProgramHead | null,
  isProduction: boolean,
): void {
  const isDemo = wanted.mode === 'DEMO';
  judge.check('new-program', known === null, () => wrongState('EXISTS', ['NEW'], { program: wanted.id }));
  judge.check('real-clock', isDemo || wanted.clockOffsetDays === 0, () => new Fault('CONDITION_UNMET', { condition: 'real-clock' }));
  judge.check('demo-off-production', !(isDemo && isProduction), () => new Fault('CONDITION_UNMET', { condition: 'demo-off-production' }));
}

/** A DEMO program's clock moved forward, by its host or its settlement bank. */
export function advancedClock(judge: Judge, caller: Caller, { head, program }: Rules, clockOffsetDays: number): ProgramHead {
  const may = [program.hostMsp, program.settlementBankMsp].includes(caller.msp);
  judge.check('host-or-settlement-bank', may, () => new Fault('NOT_AUTHORISED', { need: 'the host or the settlement bank' }));
  judge.check('demo', head.mode === 'DEMO', () => wrongState(head.mode, ['DEMO']));
  judge.check('forward', clockOffsetDays > head.clockOffsetDays, () =>
    wrongState(String(head.clockOffsetDays), ['a later day'], { clockOffsetDays: String(clockOffsetDays) }),
  );
  return { ...head, clockOffsetDays };
}
