import {
  addDays,
  compareDates,
  Fault,
  following,
  lengthOf,
  partsOfTokenId,
  type Ask,
  type Instant,
  type Offer,
  type Price,
} from '@tierline/chaincode/api';
import { soldRange, tokensForSale } from './asking';
import type { Desk } from './desk';
import { offersFor, pricedTokens, type OfferRow, type OfferStanding } from './offers';
import { costOfOnePercentMinor, saleQuote, type Quotable, type SaleQuote } from './quoting';
import { recordsWith } from './records';
import { tokensNamed } from './tokens';
import { viewerOf } from './visible';

/** An offer with all that it comes to. */
export interface QuotedOffer {
  readonly ask: string;
  readonly offer: string;
  /** Company id. */
  readonly bank: string;
  readonly standing: OfferStanding;
  readonly isCheapest: boolean;
  readonly validUntil: Instant;
  readonly recourse: boolean;
  readonly quote: SaleQuote;
}

/** Why there is no indication. */
export const NO_QUOTE = ['NO_PRICE', 'DUE_TOO_SOON', 'NO_TOKENS'] as const;

/** From where an indication has its price. */
export interface IndicationBasis {
  /** TERMS: the caller named them. OFFER: a bank's offer to the same seller. */
  readonly kind: 'TERMS' | 'OFFER';
  readonly offer: string | null;
  readonly bank: string | null;
  /** The value date of that offer. */
  readonly on: string | null;
}

/** What tokens would bring today on a price that is known, though no bank has offered it for them. */
export interface Indication {
  /** Null where there is none to tell, for the reason that is named. */
  readonly quote: SaleQuote | null;
  /** NO_PRICE: the seller never had an offer and named no terms. DUE_TOO_SOON: it is paid before a bank could pay. NO_TOKENS. */
  readonly reason: (typeof NO_QUOTE)[number] | null;
  readonly basis: IndicationBasis | null;
  /** What each per cent a year costs; minor units. */
  readonly onePercentMinor: bigint;
}

/** What tokens are worth today. */
export interface Worth {
  readonly faceMinor: bigint;
  readonly tokens: readonly string[];
  /** Offers for asks that hold one of the tokens: each for the whole ask. */
  readonly offers: readonly QuotedOffer[];
  /** Of exactly these tokens. */
  readonly indication: Indication;
}

/** Terms on which somebody wants to see a worth. */
export interface WantedTerms {
  readonly ratePpm: number | null;
  readonly feesMinor: bigint | null;
  readonly valueDate: string | null;
}

/** Terms that name nothing. */
export const NO_TERMS: WantedTerms = { ratePpm: null, feesMinor: null, valueDate: null };
/** Asks of a seller that are looked through for a price. */
const MAX_ASKS = 20;

/** The day on which a bank that offers now would pay: the next working day. @throws Fault POLICY_REFUSED beyond the calendar */
export function usualValueDate({ view: { calendar, time } }: Desk): string {
  return following(calendar, addDays(time.today, 1));
}

/**
 * What tokens are worth today: by every offer for them, and as an indication.
 * @throws Fault NOT_FOUND for tokens that are neither owned by the caller's company nor offered to it; CONDITION_UNMET, AMOUNT_EXCEEDS
 */
export async function worthOfTokens(desk: Desk, ids: readonly string[], terms: WantedTerms = NO_TERMS): Promise<Worth> {
  const rows = await tokensNamed(desk.session.books, desk.view.id, ids);
  for (const { id, token } of rows) await requireSeenToken(desk, id, token.owner);
  const tokens = rows.map(({ id, token, receivable }) => ({
    token: id,
    from: token.from,
    to: token.to,
    payDate: receivable.payDate ?? receivable.dueDate,
  }));
  const held = new Set(rows.flatMap(({ token }) => (token.lock?.kind === 'ASK' ? [token.lock.ref] : [])));
  return worthOf(desk, tokens, [...held], terms);
}

/** What an amount of the company's tokens, earliest due first, is worth today. @throws Fault AMOUNT_EXCEEDS as picking does */
export async function worthOfAmount(desk: Desk, amountMinor: bigint, terms: WantedTerms = NO_TERMS): Promise<Worth> {
  const picks = await tokensForSale(desk, amountMinor);
  const tokens = picks.map((each): Quotable => {
    const token = soldRange(each);
    const { from, to } = partsOfTokenId(token);
    return { token, from, to, payDate: each.from.receivable.payDate ?? each.from.receivable.dueDate };
  });
  return worthOf(desk, tokens, [], terms);
}

async function worthOf(desk: Desk, tokens: readonly Quotable[], asks: readonly string[], terms: WantedTerms): Promise<Worth> {
  const offers = (await Promise.all(asks.map((ask) => quotedOffers(desk, ask)))).flat();
  return {
    faceMinor: tokens.reduce((total, token) => total + lengthOf(token), 0n),
    tokens: tokens.map(({ token }) => token),
    offers,
    indication: await indicationFor(desk, tokens, terms),
  };
}

/** @throws Fault NOT_FOUND unless the caller's company owns the token or is offered it: others do not learn whether it is there */
export async function requireSeenToken({ session, company, view }: Desk, id: string, owner: string): Promise<void> {
  if (owner === company.id || (await viewerOf(session)).company === null) return;
  const offered = await session.books.all('TRANSFER', { scope: view.scope, where: { token: id, payee: company.id, status: 'OPEN' } });
  if (offered.length === 0) throw new Fault('NOT_FOUND', { kind: 'token', id });
}

/** The offers for an ask that the caller may see, each with all that it comes to. @throws Fault NOT_FOUND */
export async function quotedOffers(desk: Desk, ask: string): Promise<readonly QuotedOffer[]> {
  const rows = await offersFor(desk, ask);
  const [found] = rows.length === 0 ? [] : await desk.session.books.all('ASK', { scope: desk.view.scope, ids: [ask] });
  if (found === undefined) return [];
  const tokens = await pricedTokens(desk, found.record);
  return rows.map((row) => quotedOffer(found.record, row, tokens));
}

function quotedOffer(
  { id: ask, currency, recourse }: Ask,
  { offer, standing, isCheapest }: OfferRow,
  tokens: readonly Quotable[],
): QuotedOffer {
  const { id, bank, validUntil, dayCount } = offer;
  return { ask, offer: id, bank, standing, isCheapest, validUntil, recourse, quote: saleQuote(tokens, offer, { currency, dayCount }) };
}

/** What tokens would bring on the named terms, else on the price that a bank last offered this seller. */
export async function indicationFor(desk: Desk, tokens: readonly Quotable[], terms: WantedTerms): Promise<Indication> {
  const { program } = desk.view;
  const valueDate = terms.valueDate ?? usualValueDate(desk);
  const onePercentMinor = costOfOnePercentMinor(tokens, valueDate, program.dayCount);
  const none = (reason: (typeof NO_QUOTE)[number]): Indication => ({ quote: null, reason, basis: null, onePercentMinor });
  if (tokens.length === 0) return none('NO_TOKENS');
  if (tokens.some(({ payDate }) => compareDates(payDate, valueDate) <= 0)) return none('DUE_TOO_SOON');
  const known = await priceFor(desk, terms, valueDate);
  if (known === null) return none('NO_PRICE');
  return { quote: saleQuote(tokens, known.price, program), reason: null, basis: known.basis, onePercentMinor };
}

async function priceFor(
  desk: Desk,
  { ratePpm, feesMinor }: WantedTerms,
  valueDate: string,
): Promise<{ readonly price: Price; readonly basis: IndicationBasis } | null> {
  if (ratePpm !== null) {
    const basis = { kind: 'TERMS', offer: null, bank: null, on: null } as const;
    return { price: { ratePpm, feesMinor: feesMinor ?? 0n, valueDate }, basis };
  }
  const last = await lastOffer(desk);
  if (last === null) return null;
  const basis = { kind: 'OFFER', offer: last.id, bank: last.bank, on: last.valueDate } as const;
  return { price: { ratePpm: last.ratePpm, feesMinor: feesMinor ?? last.feesMinor, valueDate }, basis };
}

/** The offer that this seller took last; where none was taken, the one of lowest rate for the latest ask that had any. */
async function lastOffer({ session: { books }, company, view }: Desk): Promise<Offer | null> {
  const own = (await books.all('ASK', { scope: view.scope, where: { seller: company.id } })).map(({ record }) => record);
  const asks = own.sort((a, b) => (a.deadline < b.deadline ? 1 : -1)).slice(0, MAX_ASKS);
  const offers = await recordsWith(
    books,
    'OFFER',
    'ask',
    asks.map(({ id }) => id),
  );
  const open = offers.filter(({ status }) => status !== 'WITHDRAWN');
  const won = open.filter(({ status }) => status === 'WON').sort((a, b) => compareDates(b.valueDate, a.valueDate));
  if (won[0] !== undefined) return won[0];
  const latest = asks.find(({ id }) => open.some(({ ask }) => ask === id));
  return open.filter(({ ask }) => ask === latest?.id).sort((a, b) => a.ratePpm - b.ratePpm)[0] ?? null;
}
