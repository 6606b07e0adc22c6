import type { Receivable, Token } from '@tierline/chaincode/api';
import type { Books, Moment } from '../ports/books';
import { paidBetween, type Life } from './lives';
import type { ProgramView } from './programs';

/** What happened to a token. */
export type StepKind =
  'CONFIRMED' | 'CUT' | 'JOINED' | 'OFFERED' | 'ACCEPTED' | 'ASKED' | 'SOLD' | 'FREED' | 'PAID_OUT' | 'RECOURSED' | 'CANCELLED';

/** One thing that happened to a token. */
export interface TraceStep {
  readonly what: StepKind;
  /** Business date by the program's clock of that time. */
  readonly on: string;
  readonly block: number;
  readonly transactionId: string;
  /** The transfer or ask by which it happened, or null. */
  readonly ref: string | null;
  /** Company ids, where an owner changed or is to change. */
  readonly from: string | null;
  readonly to: string | null;
  /** What was paid out; 0 otherwise. */
  readonly principalMinor: bigint;
  readonly interestMinor: bigint;
}

/** What the steps of a receivable's tokens are told from. */
export interface Describing {
  readonly books: Books;
  readonly view: ProgramView;
  readonly receivable: Receivable;
  /** The business date of a transaction. */
  readonly dateOf: (timestamp: string, block: number) => string;
}

const FIRST: Readonly<Record<string, StepKind>> = { 'receivable:confirm': 'CONFIRMED', 'token:merge': 'JOINED' };
const OWNER_CHANGED: Readonly<Record<string, StepKind>> = { 'financing:disburse': 'SOLD', 'financing:recourse': 'RECOURSED' };

/** The steps of a token, oldest first. */
export async function stepsOf(describing: Describing, { forms }: Life): Promise<readonly TraceStep[]> {
  const steps: TraceStep[] = [];
  let before: Token | null = null;
  for (const { token, at } of forms) {
    if (before === null) steps.push(told(describing, at, { what: FIRST[at.transaction] ?? 'CUT' }));
    steps.push(...(await changes(describing, before, token, at)));
    before = token;
  }
  return steps;
}

/** A step before it is dated. */
type Change = Partial<TraceStep> & Pick<TraceStep, 'what'>;

async function changes(describing: Describing, before: Token | null, after: Token, at: Moment): Promise<TraceStep[]> {
  const found: readonly (Change | null)[] = [
    before === null ? null : moved(before, after, at.transaction),
    await held(describing, before, after),
    before !== null && isPaidOut(before, after)
      ? { what: 'PAID_OUT', to: after.owner, ...paidBetween(describing.receivable, before, after) }
      : null,
    after.status === 'CANCELLED' && before?.status !== 'CANCELLED' ? { what: 'CANCELLED' } : null,
  ];
  return found.filter((change) => change !== null).map((change) => told(describing, at, change));
}

/** A new owner, or the end of a lock without one. */
function moved(before: Token, after: Token, transaction: string): Change | null {
  if (before.owner !== after.owner) {
    return { what: OWNER_CHANGED[transaction] ?? 'ACCEPTED', ref: before.lock?.ref ?? after.origin, from: before.owner, to: after.owner };
  }
  const isFreed = before.lock !== null && after.lock === null && after.status === 'ACTIVE';
  return isFreed ? { what: 'FREED', ref: before.lock?.ref ?? null } : null;
}

/** A new lock. */
async function held(describing: Describing, before: Token | null, after: Token): Promise<Change | null> {
  if (after.lock === null || after.lock.ref === before?.lock?.ref) return null;
  const { kind, ref } = after.lock;
  return { what: kind === 'ASK' ? 'ASKED' : 'OFFERED', ref, from: after.owner, to: await payeeOf(describing, after) };
}

const isPaidOut = (before: Token, after: Token): boolean =>
  before.redeemedThroughMinor !== after.redeemedThroughMinor || before.interestThroughMinor !== after.interestThroughMinor;

function told({ dateOf }: Describing, at: Moment, step: Change): TraceStep {
  return {
    ref: null,
    from: null,
    to: null,
    principalMinor: 0n,
    interestMinor: 0n,
    ...step,
    on: dateOf(at.timestamp, at.block),
    block: at.block,
    transactionId: at.transactionId,
  };
}

async function payeeOf({ books, view }: Describing, { lock }: Token): Promise<string | null> {
  if (lock === null || lock.kind !== 'TRANSFER') return null;
  return (await books.find('TRANSFER', view.scope, lock.ref))?.record.payee ?? null;
}
