import {
  addDays,
  compareDates,
  Fault,
  lengthOf,
  MAX_ASK_TOKENS,
  partsOfTokenId,
  splitRange,
  sum,
  TRANSACTIONS,
  type Instant,
} from '@tierline/chaincode/api';
import type { Moment } from '../ports/books';
import type { Desk } from './desk';
import { shortId } from './names';
import { pick, type Pick } from './picking';
import { step, type Step } from './step';
import type { TokenRow } from './tokens';
import { endOfDay } from './typed';
import { spendableTokens } from './wallet';

/** What somebody wants to sell. */
export interface WantedSale {
  /** Token ids, or an amount for which tokens are picked, earliest due first. */
  readonly what: { readonly tokens: readonly string[] } | { readonly amountMinor: bigint };
  readonly recourse: boolean;
  /** Last time for offers; null for two days, or as long as the due dates allow. */
  readonly deadline: Instant | null;
  readonly ask: string | null;
  readonly requestId: string | null;
}

/** An ask that is ready to be opened, or the one that the same request opened before. */
export interface PlannedAsk {
  readonly ask: string;
  readonly tokens: readonly string[];
  /** Cuts the last token first, where only a part of it is sold. */
  readonly steps: readonly Step[];
  readonly madeBefore: Moment | null;
}

const DAYS_FOR_OFFERS = 2;

/** Plans an ask. @throws Fault AMOUNT_EXCEEDS as {@link pick} does */
export async function planAsk(desk: Desk, wanted: WantedSale): Promise<PlannedAsk> {
  const ask = wanted.ask ?? shortId('ASK', desk.company.id, wanted.requestId);
  const before = wanted.requestId === null ? null : await desk.session.books.find('ASK', desk.view.scope, ask);
  if (before?.record.seller === desk.company.id) return repeated(desk, ask, before.record.tokens, wanted);
  const spendable = await spendableTokens(desk);
  const picks = 'tokens' in wanted.what ? null : pickForSale(desk, saleable(desk, spendable), wanted.what.amountMinor);
  const cuts = (picks ?? []).flatMap((each) => cutOf(desk, each));
  const tokens = 'tokens' in wanted.what ? wanted.what.tokens : (picks ?? []).map(soldRange);
  const deadline =
    wanted.deadline ??
    timeForOffers(
      desk,
      spendable.filter(({ id }) => tokens.some((token) => isWithin(token, id))),
    );
  const heldBack = await keptAgainstCredit(desk, spendable, tokens);
  const { recourse } = wanted;
  const opening = step(
    TRANSACTIONS.financing.ask,
    {
      program: desk.view.id,
      ask,
      kind: 'SALE',
      recourse,
      deadline,
      tokens: [...tokens],
      heldBack,
    },
    tokens.length,
  );
  return { ask, tokens, steps: [...cuts, opening], madeBefore: null };
}

/** The tokens of the desk's company that can be sold now, earliest due first. */
export async function saleableTokens(desk: Desk): Promise<readonly TokenRow[]> {
  return saleable(desk, await spendableTokens(desk));
}

/** What of the company's tokens is sold for an amount, earliest due first. @throws Fault AMOUNT_EXCEEDS as {@link pick} does */
export async function tokensForSale(desk: Desk, amountMinor: bigint): Promise<readonly Pick<TokenRow>[]> {
  return pickForSale(desk, await saleableTokens(desk), amountMinor);
}

/** Only tokens whose lock can end before they are due: the time for offers and the time to pay out. */
function saleable({ view }: Desk, spendable: readonly TokenRow[]): readonly TokenRow[] {
  const earliest = addDays(view.time.today, view.program.payoutDays);
  return spendable.filter(({ receivable }) => compareDates(earliest, receivable.dueDate) < 0);
}

function pickForSale({ view }: Desk, tokens: readonly TokenRow[], amountMinor: bigint): readonly Pick<TokenRow>[] {
  return pick(tokens, ({ token }) => token, { amountMinor, minimumMinor: view.program.minimumTokenMinor, maxTokens: MAX_ASK_TOKENS });
}

function cutOf({ view }: Desk, { from, amountMinor }: Pick<TokenRow>): Step[] {
  const rest = lengthOf(from.token) - amountMinor;
  return rest === 0n ? [] : [step(TRANSACTIONS.token.split, { program: view.id, token: from.id, amountsMinor: [amountMinor, rest] })];
}

/** The id of the token that a pick becomes once the rest is cut off. */
export function soldRange({ from, amountMinor }: Pick<TokenRow>): string {
  const [sold] = splitRange({ from: from.token.from, to: from.token.from + amountMinor }, [amountMinor]);
  return `${from.token.receivable}:${sold?.from}-${sold?.to}`;
}

function isWithin(part: string, whole: string): boolean {
  const [inner, outer] = [partsOfTokenId(part), partsOfTokenId(whole)];
  return inner.receivable === outer.receivable && inner.from >= outer.from && inner.to <= outer.to;
}

function timeForOffers({ view }: Desk, tokens: readonly TokenRow[]): Instant {
  const lastDays = tokens.map(({ receivable }) => addDays(receivable.dueDate, -1 - view.program.payoutDays));
  const last = [addDays(view.time.today, DAYS_FOR_OFFERS), ...lastDays].sort(compareDates)[0] as string;
  return endOfDay(last, view.program.utcOffsetMinutes);
}

/** Tokens that are named as kept where a credit note is open against the seller: as much of them stays unsold. */
async function keptAgainstCredit(desk: Desk, spendable: readonly TokenRow[], sold: readonly string[]): Promise<string[]> {
  const credits = await desk.session.books.all('OPEN-CREDIT', { scope: desk.view.scope, where: { creditor: desk.company.id } });
  let leftMinor = sum(credits.map(({ record }) => record.openMinor));
  const kept: string[] = [];
  for (const { id, token } of spendable) {
    if (leftMinor <= 0n || kept.length === MAX_ASK_TOKENS) break;
    if (token.status !== 'ACTIVE' || sold.some((part) => isWithin(part, id))) continue;
    kept.push(id);
    leftMinor -= lengthOf(token);
  }
  return kept;
}

async function repeated(desk: Desk, ask: string, tokens: readonly string[], { what }: WantedSale): Promise<PlannedAsk> {
  const amountMinor = tokens.reduce((total, token) => total + lengthOf(partsOfTokenId(token)), 0n);
  const same = 'tokens' in what ? [...what.tokens].sort().join() === [...tokens].sort().join() : what.amountMinor === amountMinor;
  if (!same) throw new Fault('REQUEST_REPLAYED_DIFFERENT', { differs: ['tokens' in what ? 'tokens' : 'amountMinor'] });
  const [first] = await desk.session.books.history('ASK', desk.view.scope, ask);
  return { ask, tokens, steps: [], madeBefore: first?.at ?? null };
}
