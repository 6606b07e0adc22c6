import type { Caller } from './company';
import { Fault } from './fault';
import type { Judge } from './judge';
import type { TokenCase } from './movement';
import { MAX_CANCELLED, RECEIVABLE_MOVES, type Receivable, type Schedule } from './receivable';
import { mayMove, move, statesBefore, wrongState } from './stateMachine';
import { isPartition, type SubRange } from './subRange';
import type { Token } from './token';

/** REDUCE takes ranges out of the face; CANCEL ends the whole receivable. */
export type ReductionKind = 'REDUCE' | 'CANCEL';

/** A change of a confirmed debt that debtor and first creditor must both want. */
export interface Reduction {
  readonly kind: 'REDUCTION';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly program: string;
  readonly receivable: string;
  readonly what: ReductionKind;
  /** Ids of the whole tokens that are cancelled. */
  readonly tokens: readonly string[];
  /** A code, as on the credit note. */
  readonly reason: string;
  /** SHA-256 of the evidence, hex. */
  readonly evidenceDigest: string;
  /** Company that proposed. */
  readonly proposedBy: string;
  readonly status: 'PROPOSED' | 'AGREED';
}

/** What a reduction is decided from. */
export interface ReductionCase {
  readonly schedule: Schedule;
  readonly receivable: Receivable;
  /** The tokens that are to be cancelled. */
  readonly tokens: readonly TokenCase[];
}

/** One side proposes. Requirements: as for {@link agreeReduction}, so that nobody is asked to agree to what cannot be. */
export function proposeReduction(judge: Judge, caller: Caller, found: ReductionCase, reduction: Reduction): Reduction {
  judge.check(
    'party',
    [found.schedule.debtor, found.schedule.creditor].includes(caller.company.id),
    () => new Fault('NOT_AUTHORISED', { need: 'the debtor or the first creditor' }),
  );
  judgeReduction(judge, found, reduction.what);
  return reduction;
}

/**
 * The other side agrees: the tokens are cancelled.
 * Requirements: nothing was paid yet; only whole, free, unfinanced tokens of the first creditor; for CANCEL they cover the
 * whole face.
 */
export function agreeReduction(
  judge: Judge,
  caller: Caller,
  found: ReductionCase,
  reduction: Reduction,
): { readonly reduction: Reduction; readonly receivable: Receivable; readonly tokens: readonly Token[] } {
  const other = reduction.proposedBy === found.schedule.debtor ? found.schedule.creditor : found.schedule.debtor;
  judge.check('other-party', caller.company.id === other, () => new Fault('NOT_AUTHORISED', { need: 'the side that has not proposed' }));
  judge.check('proposed', reduction.status === 'PROPOSED', () => wrongState(reduction.status, ['PROPOSED']));
  judgeReduction(judge, found, reduction.what);
  const cancelled = ordered([...found.receivable.cancelled, ...found.tokens.map(({ token }) => ({ from: token.from, to: token.to }))]);
  const status =
    reduction.what === 'CANCEL' && !judge.surveys ? move(RECEIVABLE_MOVES, found.receivable.status, 'CANCELLED') : found.receivable.status;
  return {
    reduction: { ...reduction, status: 'AGREED' },
    receivable: { ...found.receivable, cancelled, status },
    tokens: found.tokens.map(({ token }) => ({ ...token, status: 'CANCELLED', lock: null })),
  };
}

function judgeReduction(judge: Judge, found: ReductionCase, what: ReductionKind): void {
  const { receivable, schedule, tokens } = found;
  const open = receivable.status === 'CONFIRMED' && receivable.receivedMinor === 0n;
  judge.check('unpaid', open, () => wrongState(receivable.status, ['CONFIRMED']));
  const cancellable = mayMove(RECEIVABLE_MOVES, receivable.status, 'CANCELLED');
  judge.check('cancellable', what === 'REDUCE' || cancellable, () =>
    wrongState(receivable.status, statesBefore(RECEIVABLE_MOVES, 'CANCELLED')),
  );
  for (const { token, held } of tokens) {
    const free =
      token.owner === schedule.creditor && token.tier === 1 && token.origin === null && held === null && token.status === 'ACTIVE';
    judge.check('unfinanced-of-first-creditor', free, () =>
      wrongState('MOVED', ['ACTIVE'], { need: 'unfinanced and of the first creditor' }),
    );
  }
  const ranges = [...receivable.cancelled, ...tokens.map(({ token }) => token)];
  judge.check(
    'covers-face',
    what === 'REDUCE' || isPartition(ranges, receivable.faceMinor),
    () => new Fault('CONDITION_UNMET', { condition: 'covers-face' }),
  );
  judge.check(
    'leaves-something',
    what === 'CANCEL' || !isPartition(ranges, receivable.faceMinor),
    () => new Fault('CONDITION_UNMET', { condition: 'leaves-something', mend: 'cancel the receivable instead' }),
  );
  judge.check(
    'cancelled-ranges',
    ordered(ranges).length <= MAX_CANCELLED,
    () => new Fault('LIMIT_EXCEEDED', { have: MAX_CANCELLED, need: ordered(ranges).length }),
  );
}

/** Ranges in order, adjacent ones joined. */
function ordered(ranges: readonly SubRange[]): SubRange[] {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: SubRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === range.from) joined[joined.length - 1] = { from: last.from, to: range.to };
    else joined.push({ from: range.from, to: range.to });
  }
  return joined;
}
