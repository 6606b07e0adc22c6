import {
  allInRatePpm,
  daysBetween,
  Fault,
  pairCollection,
  partsOfTokenId,
  TRANSACTIONS,
  type AllInRate,
  type Ask,
  type Offer,
} from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import type { Desk } from './desk';
import { weightedDays, type Quotable } from './quoting';
import { receivablesOf } from './receivables';
import { step, type Step } from './step';
import { viewerOf } from './visible';

/** How an offer stands: EXPIRED and LOST are derived, the ledger does not store them. */
export type OfferStanding = 'OPEN' | 'WON' | 'WITHDRAWN' | 'EXPIRED' | 'LOST';

/** An offer as a seller compares it. */
export interface OfferRow {
  readonly offer: Offer;
  readonly standing: OfferStanding;
  /** What the seller pays a year on the money he gets, all fees included, parts per million; null when no rate can be told. */
  readonly allIn: AllInRate | null;
  /** Days from the value date to the payment dates, weighted by face, rounded. */
  readonly days: number;
  /** The most net cash among the offers that can be taken; only told to those who see all offers. */
  readonly isCheapest: boolean;
}

/** An ask of the program. @throws Fault NOT_FOUND */
export async function askOf({ session, view }: Desk, id: string): Promise<Ask> {
  const found = await session.books.find('ASK', view.scope, id);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'ask', id });
  return found.record;
}

/** An offer that this organisation may see, or null. */
export async function offerOf(books: Books, id: string): Promise<Offer | null> {
  const [found] = await books.all('OFFER', { where: { offer: id } });
  return found?.record ?? null;
}

/** The offers for an ask that this organisation may see: most net cash in hand first, then the earliest payout. @throws Fault NOT_FOUND */
export async function offersFor(desk: Desk, askId: string): Promise<readonly OfferRow[]> {
  const ask = await askOf(desk, askId);
  const offers = (await desk.session.books.all('OFFER', { where: { ask: askId } })).map(({ record }) => record);
  const open = offers.filter((offer) => standingOf(desk, ask, offer) === 'OPEN');
  // A bank sees its own price alone and cannot tell how it compares.
  const seesAll = desk.session.identity.msp === ask.sellerMsp || desk.company.roles.includes('regulator');
  const most = open.reduce((best, { proceedsMinor }) => (proceedsMinor > best ? proceedsMinor : best), 0n);
  const tokens = offers.length === 0 ? [] : await pricedTokens(desk, ask);
  const rows = offers.map((offer): OfferRow => {
    const standing = standingOf(desk, ask, offer);
    const days = weightedDays(tokens, offer.valueDate);
    const { faceMinor, proceedsMinor } = offer;
    const allIn = days < 1 ? null : allInRatePpm({ faceMinor, proceedsMinor, days });
    return { offer, standing, days, allIn, isCheapest: seesAll && standing === 'OPEN' && proceedsMinor === most };
  });
  return rows.sort(byNetCash);
}

function byNetCash({ offer: a }: OfferRow, { offer: b }: OfferRow): number {
  if (a.proceedsMinor !== b.proceedsMinor) return a.proceedsMinor > b.proceedsMinor ? -1 : 1;
  return daysBetween(b.valueDate, a.valueDate) || (a.id < b.id ? -1 : 1);
}

function standingOf({ view: { time } }: Desk, ask: Ask, offer: Offer): OfferStanding {
  if (offer.status !== 'OPEN') return offer.status;
  if (ask.status === 'ACCEPTED') return 'LOST';
  return offer.validUntil <= time.now || ask.status === 'CANCELLED' || ask.status === 'EXPIRED' ? 'EXPIRED' : 'OPEN';
}

/** The tokens of an ask as a price sees them. @throws Fault NOT_FOUND */
export async function pricedTokens({ session, view }: Desk, ask: Ask): Promise<readonly Quotable[]> {
  const parts = ask.tokens.map((token) => ({ token, ...partsOfTokenId(token) }));
  const rows = await receivablesOf(session.books, view.id, { ids: parts.map(({ receivable }) => receivable) });
  const payDates = new Map(rows.map(({ id, receivable }) => [id, receivable.payDate ?? receivable.dueDate]));
  return parts.map(({ token, receivable, from, to }) => {
    const payDate = payDates.get(receivable);
    if (payDate === undefined) throw new Fault('NOT_FOUND', { kind: 'receivable', id: receivable });
    return { token, from, to, payDate };
  });
}

/** A choice among offers. */
export interface Choice {
  readonly offer: string;
  /** The seller's account for the money. */
  readonly account: string;
  /** Why it is not the cheapest, or null. */
  readonly reason: string | null;
}

/**
 * Takes an offer. To the seller alone, one that brings less than another that can be taken needs a reason, which is kept with the ask.
 * @throws Fault NOT_FOUND; CONDITION_UNMET {condition: 'reason-for-choice', cheapest} without a reason
 */
export async function takeOf(desk: Desk, { offer: id, account, reason }: Choice): Promise<Step> {
  const found = await offerOf(desk.session.books, id);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'offer', id });
  const isSeller = (await askOf(desk, found.ask)).seller === desk.company.id;
  if (!isSeller && (await viewerOf(desk.session)).company !== null) throw new Fault('NOT_FOUND', { kind: 'offer', id });
  const rows = isSeller ? await offersFor(desk, found.ask) : [];
  const cheapest = rows.find(({ isCheapest }) => isCheapest);
  if (cheapest !== undefined && cheapest.offer.proceedsMinor > found.proceedsMinor && reason === null) {
    throw new Fault('CONDITION_UNMET', { condition: 'reason-for-choice', cheapest: cheapest.offer.id });
  }
  const { ask, bankMsp } = found;
  const hostMsp = desk.view.program.hostMsp;
  return step(TRANSACTIONS.financing.take, { program: desk.view.id, bankMsp, hostMsp, ask, offer: id, account, reason });
}

/** The collection in which a bank and the program's host keep what is between them. */
export function pairScope({ view }: Desk, bankMsp: string): string {
  return pairCollection(bankMsp, view.program.hostMsp);
}
