import { lengthOf, MAX_ASK_TOKENS, sum, type Ask, type Instant } from '@tierline/chaincode/api';
import { saleableTokens } from './asking';
import type { Desk } from './desk';
import { recordsNamed } from './records';
import type { TokenRow } from './tokens';
import { indicationFor, NO_TERMS, quotedOffers, type Indication, type QuotedOffer } from './worth';

/** A token that could be sold now. */
export interface SaleableToken {
  readonly token: string;
  /** Company id. */
  readonly debtor: string;
  readonly amountMinor: bigint;
  readonly dueDate: string;
  readonly payDate: string;
}

/** An ask of the company that still waits for an end. */
export interface WaitingAsk {
  readonly ask: string;
  readonly status: Ask['status'];
  readonly faceMinor: bigint;
  readonly recourse: boolean;
  /** Last time for offers. */
  readonly deadline: Instant;
  /** Most net cash first. */
  readonly offers: readonly QuotedOffer[];
}

/** All that somebody needs who wants cash: what he could sell, what it would bring, what he has asked for already. */
export interface Cash {
  readonly currency: string;
  /** Least amount of a token, minor units. */
  readonly minimumMinor: bigint;
  /** What could be sold now, minor units, and of how many tokens. */
  readonly saleableMinor: bigint;
  readonly saleableCount: number;
  /** Earliest due first, at most {@link MAX_SHOWN}. */
  readonly tokens: readonly SaleableToken[];
  /** Of the first tokens, as many as one ask takes. */
  readonly indication: Indication;
  /** The account to which the last sale was paid; null before the first. */
  readonly account: string | null;
  readonly recourseAllowed: boolean;
  readonly asks: readonly WaitingAsk[];
}

/** Most tokens that are listed. */
export const MAX_SHOWN = 200;
/** Most asks that are looked through for an account, and that are listed. */
const MAX_ASKS = 50;

/** What the desk's company could turn into cash. @throws Fault */
export async function cashOf(desk: Desk): Promise<Cash> {
  const { program } = desk.view;
  const rows = await saleableTokens(desk);
  const quotable = rows.slice(0, MAX_ASK_TOKENS).map(({ id, token, receivable }) => ({
    token: id,
    from: token.from,
    to: token.to,
    payDate: receivable.payDate ?? receivable.dueDate,
  }));
  return {
    currency: program.currency,
    minimumMinor: program.minimumTokenMinor,
    saleableMinor: sum(rows.map(({ token }) => lengthOf(token))),
    saleableCount: rows.length,
    tokens: rows.slice(0, MAX_SHOWN).map(saleableToken),
    indication: await indicationFor(desk, quotable, NO_TERMS),
    account: await knownAccount(desk),
    recourseAllowed: program.recourse,
    asks: await waitingAsks(desk),
  };
}

function saleableToken({ id, token, schedule, receivable }: TokenRow): SaleableToken {
  const { dueDate, payDate } = receivable;
  return { token: id, debtor: schedule.debtor, amountMinor: lengthOf(token), dueDate, payDate: payDate ?? dueDate };
}

async function waitingAsks(desk: Desk): Promise<readonly WaitingAsk[]> {
  const where = { seller: desk.company.id, status: ['OPEN', 'CLOSED'] };
  const found = (await desk.session.books.all('ASK', { scope: desk.view.scope, where })).map(({ record }) => record);
  const alive = found.filter(({ lockedUntil }) => lockedUntil > desk.view.time.now).slice(0, MAX_ASKS);
  return Promise.all(
    alive.map(async ({ id, status, faceMinor, recourse, deadline }) => ({
      ask: id,
      status,
      faceMinor,
      recourse,
      deadline,
      offers: await quotedOffers(desk, id),
    })),
  );
}

/** The account to which the company's last sale in the program was to be paid; null before the first sale. */
export async function knownAccount({ session: { books }, company, view }: Desk): Promise<string | null> {
  const own = (await books.all('ASK', { scope: view.scope, where: { seller: company.id, status: 'ACCEPTED' } })).map(
    ({ record }) => record,
  );
  const last = own.sort((a, b) => (a.deadline < b.deadline ? 1 : -1)).slice(0, MAX_ASKS);
  const terms = await recordsNamed(
    books,
    'DEAL-TERMS',
    last.map(({ id }) => id),
  );
  const known = terms.filter(({ seller, program }) => seller === company.id && program === view.id);
  return known.sort((a, b) => (a.valueDate < b.valueDate ? 1 : -1))[0]?.account ?? null;
}
