import type { Memory } from '../memory';
import { changed, dateOf, type Step } from '../step';
import type { Ask, Lock, Token, Transfer } from '../stored';
import type { Check } from './check';

/** The references that a transaction moved, by kind and id. */
function moved(step: Step): ReadonlySet<string> {
  return new Set([
    ...changed<Transfer>(step, 'TRANSFER').map(({ after }) => `TRANSFER ${after.id}`),
    ...changed<Ask>(step, 'ASK').map(({ after }) => `ASK ${after.id}`),
  ]);
}

const nameOf = ({ kind, ref }: Lock): string => `${kind} ${ref}`;

/** Whether the lock counted when the transaction was made. */
function counts(step: Step, { until, kind, ref }: Lock, memory: Memory): boolean {
  const before = changed<Ask>(step, 'ASK').find(({ after }) => after.id === ref)?.before ?? memory.asks.get(ref);
  return until > step.now || (kind === 'ASK' && before?.deal?.state === 'PAYING');
}

/** Only how far it was paid out changed. */
function isPayout({ owner, tier, lock }: Token, after: Token | undefined): boolean {
  if (after === undefined || after.owner !== owner || after.tier !== tier) return false;
  return after.lock === null || after.lock.ref === lock?.ref;
}

function* heldOnesStay(step: Step, memory: Memory): Iterable<string> {
  const references = moved(step);
  for (const [id, before] of step.tokens.before) {
    const { lock } = before;
    if (lock === null || !counts(step, lock, memory) || references.has(nameOf(lock))) continue;
    const pays = step.name === 'settlement:redeem' && isPayout(before, step.tokens.after.get(id));
    if (!pays) yield `${id} is held by ${nameOf(lock)} and was moved by ${step.name}`;
  }
}

function* newLockIsSound(step: Step, memory: Memory, id: string, lock: Lock): Iterable<string> {
  const state = stateOf(memory, lock);
  if (state !== 'OPEN') yield `${id} was locked for ${nameOf(lock)}, which is ${state}`;
  const dueDate = memory.claims.get(id.split(':')[0] ?? '')?.dueDate ?? '';
  if (lock.until <= step.now || dateOf(lock.until, memory) >= dueDate) yield `${id} is locked until ${lock.until} and due on ${dueDate}`;
}

const stateOf = ({ asks, transfers }: Memory, { kind, ref }: Lock): string =>
  (kind === 'ASK' ? asks.get(ref) : transfers.get(ref))?.status ?? 'not there';

/** 6. A locked token moves only through its lock's own reference; each lock has an end before the due date, and stands for something open. */
export const locksHold: Check = function* (step, memory) {
  yield* heldOnesStay(step, memory);
  for (const [id, { lock, status }] of step.tokens.after) {
    if ((lock !== null) !== (status === 'LOCKED')) yield `${id} is ${status} ${lock === null ? 'without' : 'with'} a lock`;
    const isNew = lock !== null && step.tokens.before.get(id)?.lock?.ref !== lock.ref;
    if (isNew) yield* newLockIsSound(step, memory, id, lock);
  }
};

const ENDED = ['REJECTED', 'WITHDRAWN', 'EXPIRED', 'CANCELLED'];

/** 20. What a reference held has no second holder, and its release returns exactly what was locked. */
export const releaseReturnsAll: Check = function* (step, memory) {
  for (const { before, after } of [...changed<Transfer>(step, 'TRANSFER'), ...changed<Ask>(step, 'ASK')]) {
    const kind = after.kind as Lock['kind'];
    if (before === null) yield* holdsWhatItNames(memory, kind, after);
    if (isReleased(before, after)) yield* returned(step, memory, kind, after);
  }
};

function* holdsWhatItNames(memory: Memory, kind: Lock['kind'], { id, tokens }: Transfer | Ask): Iterable<string> {
  const others = tokens.filter((token) => memory.token(token)?.lock?.ref !== id);
  if (others.length > 0) yield `${kind} ${id} names ${others.join(', ')}, which it does not hold`;
}

function isReleased(before: Transfer | Ask | null, after: Transfer | Ask): boolean {
  const failed = (record: Transfer | Ask | null): boolean => (record as Ask | null)?.deal?.state === 'FAILED';
  return (before?.status !== after.status && ENDED.includes(after.status)) || (failed(after) && !failed(before));
}

function* returned(step: Step, memory: Memory, kind: Lock['kind'], { id: ref, tokens }: Transfer | Ask): Iterable<string> {
  const own = `${kind} ${ref}`;
  const kept = tokens.filter((id) => nameOfLock(memory.token(id)) === own);
  for (const id of kept) yield `${own} ended and still holds ${id}`;
  const references = moved(step);
  for (const [id, before] of step.tokens.before) {
    const holder = nameOfLock(before);
    if (holder === own && !isAsItWas(before, step.tokens.after.get(id))) yield `${own} ended and did not return ${id} as it was`;
    if (!references.has(holder)) yield `${own} ended and changed ${id}, which it did not hold`;
  }
}

const nameOfLock = (token: Token | undefined): string => (token?.lock == null ? 'nothing' : nameOf(token.lock));

const isAsItWas = (before: Token, after: Token | undefined): boolean =>
  after?.status === 'ACTIVE' &&
  after.owner === before.owner &&
  after.tier === before.tier &&
  after.redeemedThroughMinor === before.redeemedThroughMinor;
