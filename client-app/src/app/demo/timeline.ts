import { addDays, compareDates } from '@tierline/chaincode/api';
import type { OwnedDocument } from '../importing/submitDocuments';

/** Days that a token's journey down the tiers and its sale need before the due date. */
const JOURNEY_DAYS = 8;

/** A business date on which documents are submitted and confirmed. */
export interface Stop {
  readonly on: string;
  readonly documents: readonly OwnedDocument[];
}

/** A timeline, and the documents that can never be submitted because they are due as soon as they are issued. */
export interface Timeline {
  readonly stops: readonly Stop[];
  readonly impossible: readonly OwnedDocument[];
}

/**
 * The fewest business dates on which every document can be submitted: after it was issued, and early enough before it is
 * due. Dates are taken from the earliest last chance on, which is the least that stabs all the intervals.
 */
export function timelineOf(documents: readonly OwnedDocument[]): Timeline {
  const chances = documents.map((owned) => ({ owned, first: owned.document.issueDate, last: lastChance(owned) }));
  const possible = chances.filter(({ first, last }) => compareDates(first, last) <= 0).sort((a, b) => compareDates(a.last, b.last));
  const stops: { readonly on: string; readonly documents: OwnedDocument[] }[] = [];
  for (const { owned, first, last } of possible) {
    const stop = stops.at(-1);
    if (stop !== undefined && compareDates(first, stop.on) <= 0) stop.documents.push(owned);
    else stops.push({ on: last, documents: [owned] });
  }
  return { stops, impossible: chances.filter(({ first, last }) => compareDates(first, last) > 0).map(({ owned }) => owned) };
}

function lastChance({ document: { issueDate, dueDate } }: OwnedDocument): string {
  const early = addDays(dueDate, -JOURNEY_DAYS);
  return compareDates(issueDate, early) <= 0 ? early : addDays(dueDate, -1);
}

/** Every n-th of a list so that at most `most` are left, the first one among them. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  if (most <= 0) return [];
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_item, index) => index % step === 0);
}
