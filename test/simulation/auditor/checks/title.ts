import type { Claim, Range, Token } from '../stored';
import type { Check, ClaimCheck } from './check';
import { ofTouched } from './check';

const TITLED = ['CONFIRMED', 'PART_PAID', 'SETTLED', 'DEFAULTED', 'WRITTEN_OFF', 'CANCELLED'];

/** Ranges in order, adjacent ones joined. */
export function joined(ranges: readonly Range[]): Range[] {
  const made: { from: bigint; to: bigint }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = made.at(-1);
    if (last?.to === from) last.to = to;
    else made.push({ from, to });
  }
  return made;
}

const outline = (ranges: readonly Range[]): string =>
  joined(ranges)
    .map(({ from, to }) => `[${from},${to})`)
    .join(' ');

/** Invariant 1 for one receivable. */
export const claimIsPartitioned: ClaimCheck = function* (receivable, memory) {
  const claim = memory.claims.get(receivable);
  const tokens = [...memory.tokensOf(receivable).values()].sort((a, b) => Number(a.from - b.from) || Number(a.to - b.to));
  if (claim === undefined || !TITLED.includes(claim.status)) {
    if (tokens.length > 0) yield `${receivable} is not confirmed and has tokens`;
    return;
  }
  let end = 0n;
  for (const { from, to } of tokens) {
    if (from !== end) yield `${receivable}: a token begins at ${from} where the last one ended at ${end}`;
    end = to;
  }
  if (end !== claim.faceMinor) yield `${receivable}: tokens end at ${end}, the face is ${claim.faceMinor}`;
  const gone = tokens.filter(({ status }) => status === 'CANCELLED');
  if (outline(gone) !== outline(claim.cancelled))
    yield `${receivable}: cancelled tokens are ${outline(gone)}, not ${outline(claim.cancelled)}`;
};

/** 1. The live, redeemed and cancelled ranges of a receivable partition its confirmed face after every transaction. */
export const rangesPartition: Check = ofTouched(claimIsPartitioned);

const MOVES_TITLE = ['token:accept', 'financing:disburse', 'financing:recourse'];

/** 2. Inputs equal outputs in every split, merge and assignment: same receivable, no empty range; no owner changes on the way. */
export const inputsEqualOutputs: Check = function* ({ name, tokens }) {
  for (const { from, to, receivable } of tokens.after.values()) if (from >= to) yield `${receivable}: an empty range [${from},${to})`;
  const all = [...tokens.before.values(), ...tokens.after.values()];
  for (const receivable of new Set(all.map((token) => token.receivable))) {
    const own = (token: Token): boolean => token.receivable === receivable;
    yield* sameRanges(name, receivable, [...tokens.before.values()].filter(own), [...tokens.after.values()].filter(own));
  }
};

function* sameRanges(name: string, receivable: string, before: readonly Token[], after: readonly Token[]): Iterable<string> {
  if (before.length === 0 && name === 'receivable:confirm') return;
  if (sumOf(before) !== sumOf(after)) yield `${receivable}: ${sumOf(before)} went in, ${sumOf(after)} came out`;
  const isMoved = !MOVES_TITLE.includes(name) && byOwner(before) !== byOwner(after);
  if (isMoved) yield `${receivable}: ${name} moved title from ${byOwner(before)} to ${byOwner(after)}`;
}

const sumOf = (ranges: readonly Range[]): bigint => ranges.reduce((sum, { from, to }) => sum + to - from, 0n);

function byOwner(tokens: readonly Token[]): string {
  const owners = [...new Set(tokens.map(({ owner }) => owner))].sort();
  return owners.map((owner) => `${owner} ${outline(tokens.filter((token) => token.owner === owner))}`).join(', ');
}

const OF_THE_RECEIVABLE = ['dueDate', 'payDate', 'debtor', 'currency', 'program'];
const FIXED: readonly (keyof Claim)[] = ['dueDate', 'payDate', 'debtor', 'creditor', 'faceMinor'];

/** 3. Due date, debtor and currency are the receivable's, never stored per token, and stay as they were confirmed. */
export const termsAreTheReceivables: Check = function* ({ tokens, claims }) {
  for (const [id, token] of tokens.after) {
    const kept = OF_THE_RECEIVABLE.filter((field) => field in token);
    if (kept.length > 0) yield `${id} keeps ${kept.join(', ')} of its own`;
  }
  for (const [id, after] of claims.after) {
    const before = claims.before.get(id);
    if (before === undefined || !TITLED.includes(before.status)) continue;
    const moved = FIXED.filter((field) => before[field] !== after[field]);
    if (moved.length > 0) yield `${id}: ${moved.join(', ')} changed after confirmation`;
  }
};
