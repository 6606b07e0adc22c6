import { createHash } from 'node:crypto';
import { limitPlace, type Memory } from '../memory';
import { changed, type Step } from '../step';
import type { Ask, Limit, Offer, Stored, Terms } from '../stored';
import type { Check, Note } from './check';

const NOTHING = { usedMinor: 0n, reservedMinor: 0n };

/** Keeps the auditor's own sums of what deals take out of limits. */
export const noteTaken: Note = (step, memory) => {
  const add = (place: string, used: bigint, reserved: bigint): void => {
    const { usedMinor, reservedMinor } = memory.taken.get(place) ?? NOTHING;
    memory.taken.set(place, { usedMinor: usedMinor + used, reservedMinor: reservedMinor + reserved });
  };
  for (const [kind, sign] of [
    ['DEAL-TERMS', 'RESERVE'],
    ['PAYOUT', 'DRAW'],
    ['DEAL-CLOSURE', 'FREE'],
  ] as const) {
    for (const { before, after, collection } of changed<Stored>(step, kind)) {
      const deal = `${collection}/${after['ask'] as string}`;
      const terms = memory.terms.get(deal);
      if (before !== null || terms === undefined) continue;
      const { faceMinor } = terms;
      const place = limitPlace(collection, { core: terms.debtor, currency: terms.currency });
      const wasDrawn = memory.payouts.has(deal);
      if (sign === 'RESERVE') add(place, 0n, faceMinor);
      else if (sign === 'DRAW') add(place, faceMinor, -faceMinor);
      else add(place, wasDrawn ? -faceMinor : 0n, wasDrawn ? 0n : -faceMinor);
    }
  }
};

/** 11. What a bank has used and reserved on a core is what its deals say, and no deal takes it above the ceiling. */
export const limitsHold: Check = function* (step, memory) {
  for (const { before, after, collection } of changed<Limit>(step, 'CREDIT-LIMIT')) {
    const place = limitPlace(collection, after);
    const { usedMinor, reservedMinor } = memory.taken.get(place) ?? NOTHING;
    if (after.usedMinor !== usedMinor || after.reservedMinor !== reservedMinor)
      yield `${place}: used ${after.usedMinor}, reserved ${after.reservedMinor}; the deals say ${usedMinor}, ${reservedMinor}`;
    if (takenOf(after) > takenOf(before)) yield* riseIsAllowed(step, place, after);
  }
  for (const { after, collection } of changed<Terms>(step, 'DEAL-TERMS')) {
    const isThere = memory.limits.has(limitPlace(collection, { core: after.debtor, currency: after.currency }));
    if (!isThere) yield `${after.ask} takes from a limit that is not there`;
  }
};

const takenOf = (limit: Limit | null): bigint => (limit === null ? 0n : limit.usedMinor + limit.reservedMinor);

function* riseIsAllowed({ today }: Step, place: string, limit: Limit): Iterable<string> {
  if (takenOf(limit) > limit.ceilingMinor) yield `${place}: ${takenOf(limit)} is above its ceiling of ${limit.ceilingMinor}`;
  if (today > limit.expiresOn) yield `${place}: drawn after ${limit.expiresOn}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * 13. No title passes to a bank without registration and payout proof; none without an offer that was taken before it expired;
 * and recourse gives it back to its seller.
 */
export const titleIsPaidFor: Check = function* (step, memory) {
  yield* offersAreTakenInTime(step);
  yield* digestsAreOfTheDeal(step);
  for (const { after } of changed<Ask>(step, 'ASK')) {
    if (step.name === 'financing:disburse') yield* paidFor(step, memory, after);
    if (step.name === 'financing:recourse' && ownersAfter(step) !== after.seller) yield `${after.id} went back to ${ownersAfter(step)}`;
  }
};

const ownersAfter = ({ tokens }: Step): string => [...new Set([...tokens.after.values()].map(({ owner }) => owner))].join(', ');

function* offersAreTakenInTime(step: Step): Iterable<string> {
  for (const { before, after } of changed<Offer>(step, 'OFFER')) {
    if (after.status !== 'WON' || before?.status === 'WON') continue;
    if (after.validUntil <= step.now || after.valueDate < step.today) yield `${after.id} was taken after ${after.validUntil}`;
  }
}

/** The digests in the ask are those of what the pair stores. */
function* digestsAreOfTheDeal(step: Step): Iterable<string> {
  const asks = new Map(changed<Ask>(step, 'ASK').map(({ after }) => [after.id, after]));
  for (const { after, text } of changed<Stored>(step, 'DEAL-TERMS')) {
    if (asks.get(after['ask'] as string)?.deal?.termsHash !== sha256(text))
      yield `${String(after['ask'])} holds another digest of its terms`;
  }
  for (const { after, text } of changed<Stored>(step, 'PAYOUT')) {
    if (asks.get(after['ask'] as string)?.deal?.payoutHash !== sha256(text))
      yield `${String(after['ask'])} holds another digest of its payout`;
  }
}

function* paidFor(step: Step, memory: Memory, { id, deal, sellerMsp }: Ask): Iterable<string> {
  const pair = `PAIR-${deal?.bank ?? ''}-${sellerMsp}`;
  const terms = memory.terms.get(`${pair}/${id}`);
  if (terms === undefined) {
    yield `${id} has no terms`;
    return;
  }
  if (typeof memory.registrations.get(`${pair}/${id}`)?.['registryNo'] !== 'string') yield `${id} is not registered`;
  if (!isProven(memory.payouts.get(`${pair}/${id}`), terms)) yield `${id} is not paid`;
  if (!isTaken(memory.offers.get(`${pair}/${terms.offer}`), terms)) yield `${id} rests on no offer that was taken`;
  if (ownersAfter(step) !== deal?.bankCompany) yield `${id} was paid by another than ${ownersAfter(step)}`;
}

const isProven = (payout: Stored | undefined, { proceedsMinor }: Terms): boolean =>
  payout?.['amountMinor'] === proceedsMinor && typeof payout['proofDigest'] === 'string';

const isTaken = (offer: Offer | undefined, { ask, proceedsMinor }: Terms): boolean =>
  offer?.status === 'WON' && offer.ask === ask && offer.proceedsMinor === proceedsMinor;
