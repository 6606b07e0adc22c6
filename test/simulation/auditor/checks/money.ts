import type { Memory } from '../memory';
import { changed, type Step } from '../step';
import { tokenId, type Claim, type Range, type Settlement, type Stored, type Token } from '../stored';
import type { Check, ClaimCheck, Note } from './check';
import { ofTouched } from './check';

const NOTHING = { principalMinor: 0n, interestMinor: 0n };
const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, amount) => sum + amount, 0n);
const lengthOf = ({ from, to }: Range): bigint => to - from;
const liveOf = ({ faceMinor, cancelled }: Claim): bigint => faceMinor - sumOf(cancelled.map(lengthOf));

/** The part of a sum that belongs to a range of the live face. */
export function partOf(claim: Claim, { from, to }: Range, sum: bigint): bigint {
  const live = liveOf(claim);
  const below = (end: bigint): bigint =>
    end - sumOf(claim.cancelled.filter((gone) => gone.from < end).map((gone) => (gone.to < end ? gone.to : end) - gone.from));
  return live === 0n ? 0n : (sum * below(to)) / live - (sum * below(from)) / live;
}

/** What was paid out to a token's holder between two forms of it. */
function paidBetween(claim: Claim, before: Token, after: Token) {
  const grown = (was: bigint, is: bigint): bigint => partOf(claim, after, is) - partOf(claim, after, was);
  return {
    principalMinor: grown(before.redeemedThroughMinor, after.redeemedThroughMinor),
    interestMinor: grown(before.interestThroughMinor, after.interestThroughMinor),
  };
}

/** The tokens that a step paid out, with what their holders got. */
function payoutsOf({ tokens }: Step, memory: Memory) {
  return [...tokens.after.values()].flatMap((after) => {
    const before = tokens.before.get(tokenId(after));
    const claim = memory.claims.get(after.receivable);
    return before === undefined || claim === undefined ? [] : [{ after, before, claim, ...paidBetween(claim, before, after) }];
  });
}

/** Keeps the auditor's own sums of what holders were paid. */
export const notePayouts: Note = (step, memory) => {
  for (const { claim, principalMinor, interestMinor } of payoutsOf(step, memory)) {
    const known = memory.paidOut.get(claim.id) ?? NOTHING;
    memory.paidOut.set(claim.id, {
      principalMinor: known.principalMinor + principalMinor,
      interestMinor: known.interestMinor + interestMinor,
    });
  }
};

/** Invariant 14 for one receivable: what arrived, what is shared out, what holders got and what waits for them. */
export const claimAddsUp: ClaimCheck = function* (receivable, memory) {
  const claim = memory.claims.get(receivable);
  if (claim === undefined) return;
  const { paidMinor, receivedMinor, interestPaidMinor, interestReceivedMinor } = claim;
  if (paidMinor > receivedMinor || receivedMinor > liveOf(claim))
    yield `${receivable}: paid ${paidMinor}, received ${receivedMinor} of ${liveOf(claim)}`;
  if (interestPaidMinor > interestReceivedMinor)
    yield `${receivable}: interest of ${interestPaidMinor} was shared out of ${interestReceivedMinor}`;
  const arrived = arrivedFor(receivable, memory);
  if (arrived.principalMinor !== receivedMinor || arrived.interestMinor !== interestReceivedMinor)
    yield `${receivable}: ${shown(arrived)} arrived, ${receivedMinor} and ${interestReceivedMinor} were booked`;
  const due = dueOf(claim, memory);
  if (due !== null && (due.principalMinor !== paidMinor || due.interestMinor !== interestPaidMinor))
    yield `${receivable}: payouts and what waits are ${shown(due)}, not ${paidMinor} and ${interestPaidMinor}`;
};

const shown = ({ principalMinor, interestMinor }: typeof NOTHING): string => `${principalMinor} and ${interestMinor}`;

/** The sums of all payments for a receivable. */
function arrivedFor(receivable: string, memory: Memory): typeof NOTHING {
  const settlements = [...(memory.settlements.get(receivable)?.values() ?? [])];
  return {
    principalMinor: sumOf(settlements.map(({ principalMinor }) => principalMinor)),
    interestMinor: sumOf(settlements.map(({ interestMinor }) => interestMinor)),
  };
}

/** What holders were paid and what waits for them; null while there is no holder. */
function dueOf(claim: Claim, memory: Memory): typeof NOTHING | null {
  const tokens = [...memory.tokensOf(claim.id).values()].filter(({ status }) => status !== 'CANCELLED');
  if (tokens.length === 0) return null;
  const paidOut = memory.paidOut.get(claim.id) ?? NOTHING;
  const waits = (sum: bigint, through: (token: Token) => bigint): bigint =>
    sumOf(tokens.map((token) => partOf(claim, token, sum) - partOf(claim, token, through(token))));
  return {
    principalMinor: paidOut.principalMinor + waits(claim.paidMinor, ({ redeemedThroughMinor }) => redeemedThroughMinor),
    interestMinor: paidOut.interestMinor + waits(claim.interestPaidMinor, ({ interestThroughMinor }) => interestThroughMinor),
  };
}

const eachClaimAddsUp = ofTouched(claimAddsUp);

/** 14. Paid is no more than confirmed less reduced; payouts sum to it exactly, none negative; what is too much becomes a refund item. */
export const moneyAddsUp: Check = function* (step, memory) {
  yield* eachClaimAddsUp(step, memory);
  for (const { after } of changed<Settlement>(step, 'SETTLEMENT')) {
    const { bankReference, receivedMinor, principalMinor, interestMinor, overpaidMinor } = after;
    if (receivedMinor !== principalMinor + interestMinor + overpaidMinor || overpaidMinor < 0n) yield `${bankReference} does not add up`;
  }
  const payouts = payoutsOf(step, memory);
  for (const payout of payouts) yield* payoutIsDue(step, payout);
  yield* frozenIsWhatTheBlockedGot(step, memory, payouts);
};

type Payout = ReturnType<typeof payoutsOf>[number];

function* payoutIsDue({ name }: Step, { after, before, claim, principalMinor, interestMinor }: Payout): Iterable<string> {
  if (principalMinor < 0n || interestMinor < 0n) yield `${tokenId(after)} had ${principalMinor} and ${interestMinor} taken back`;
  const through = ({ redeemedThroughMinor, interestThroughMinor }: Token): string => `${redeemedThroughMinor} and ${interestThroughMinor}`;
  if (through(after) === through(before)) return;
  const isUpToDate = through(after) === `${claim.paidMinor} and ${claim.interestPaidMinor}`;
  if (name !== 'settlement:redeem' || !isUpToDate) yield `${tokenId(after)} was paid through ${through(after)} by ${name}`;
}

function* frozenIsWhatTheBlockedGot(step: Step, memory: Memory, payouts: readonly Payout[]): Iterable<string> {
  const frozen = changed<Stored>(step, 'FROZEN-RESULT').map(({ before, after }) => {
    const was = (before?.['amountMinor'] ?? 0n) as bigint;
    return { owner: after['owner'] as string, amountMinor: (after['amountMinor'] as bigint) - was };
  });
  const blocked = payouts.filter(({ after }) => memory.companies.get(after.owner)?.status === 'BLOCKED');
  for (const owner of new Set([...blocked.map(({ after }) => after.owner), ...frozen.map((each) => each.owner)])) {
    const got = sumOf(
      blocked.filter(({ after }) => after.owner === owner).map(({ principalMinor, interestMinor }) => principalMinor + interestMinor),
    );
    const booked = sumOf(frozen.filter((each) => each.owner === owner).map(({ amountMinor }) => amountMinor));
    if (got !== booked) yield `${owner} got ${got} and ${booked} was frozen`;
  }
}

/** 15. Payment is booked early, when due, overdue and after default alike: as much as is owed, and the state follows from it alone. */
export const paymentIsAlwaysTaken: Check = function* (step, memory) {
  for (const { before, after } of changed<Settlement>(step, 'SETTLEMENT')) {
    const claim = memory.claims.get(after.receivable);
    if (before !== null || claim === undefined) continue;
    const was = step.claims.before.get(after.receivable) ?? claim;
    const owed = liveOf(was) - was.receivedMinor;
    const sent = after.receivedMinor - after.interestMinor;
    const due = sent < owed ? sent : owed;
    if (after.principalMinor !== due) yield `${after.bankReference}: ${after.principalMinor} of ${due} was booked`;
    if (claim.status !== statusAfter(was, due, owed))
      yield `${after.receivable} was ${was.status}, got ${due} of ${owed} and is ${claim.status}`;
  }
};

function statusAfter(was: Claim, due: bigint, owed: bigint): string {
  if (due === 0n) return was.status;
  return due === owed ? 'SETTLED' : 'PART_PAID';
}
