import { entitledMinor, paidOf, sum, type Receivable, type Token } from '@tierline/chaincode/api';
import { requireReadsAll, type Desk } from './desk';
import { instalmentsOf, type Instalment } from './instalments';
import { formAfter, livesOf, type Life } from './lives';
import { receivableOf, scheduleOf } from './receivables';

/** What somebody is entitled to of one instalment, and what of it was paid out to him. */
export interface InstalmentShare {
  readonly entitledMinor: bigint;
  readonly paidMinor: bigint;
  /** Entitled less paid. */
  readonly restMinor: bigint;
  readonly interestEntitledMinor: bigint;
  readonly interestPaidMinor: bigint;
  readonly interestRestMinor: bigint;
}

/** One holder's share of an instalment. */
export interface HolderShare extends InstalmentShare {
  /** Company id of the holder of record. */
  readonly company: string;
}

/** An instalment with the shares of all its holders. */
export interface ReconciledInstalment extends Instalment {
  /** By company id. */
  readonly holders: readonly HolderShare[];
  readonly total: InstalmentShare;
  /** Whether the holders are entitled to exactly what was shared out. */
  readonly isExact: boolean;
}

/**
 * The share of an instalment that belongs to a token that had this owner when the money came. A token changes owner or range
 * only when it has been paid out, so that what its last form was paid through tells whether its owner of that time was.
 */
function shareOf(
  { block, ...instalment }: Instalment,
  receivable: Receivable,
  life: Life,
): (InstalmentShare & { readonly owner: string }) | null {
  const held = formAfter(life, block);
  const last = life.forms.at(-1)?.token;
  if (held === null || held.status === 'CANCELLED' || last === undefined) return null;
  const entitled = between(receivable, held, instalment.beforeMinor, instalment.afterMinor);
  const interest = between(receivable, held, instalment.interestBeforeMinor, instalment.interestAfterMinor);
  const paid = last.redeemedThroughMinor >= instalment.afterMinor ? entitled : 0n;
  const interestPaid = last.interestThroughMinor >= instalment.interestAfterMinor ? interest : 0n;
  return {
    owner: held.owner,
    entitledMinor: entitled,
    paidMinor: paid,
    restMinor: entitled - paid,
    interestEntitledMinor: interest,
    interestPaidMinor: interestPaid,
    interestRestMinor: interest - interestPaid,
  };
}

function between(receivable: Receivable, token: Token, beforeMinor: bigint, afterMinor: bigint): bigint {
  const through = (paidMinor: bigint): bigint => entitledMinor({ ...paidOf(receivable), paidMinor }, token);
  return through(afterMinor) - through(beforeMinor);
}

/** What a company is entitled to of an instalment, over the ranges that it held when the money came; null when it held none. */
export function shareOfCompany(
  instalment: Instalment,
  receivable: Receivable,
  lives: readonly Life[],
  company: string,
): InstalmentShare | null {
  const shares = lives.map((life) => shareOf(instalment, receivable, life)).filter((share) => share?.owner === company);
  return shares.length === 0 ? null : totalOfShares(shares.filter((share) => share !== null));
}

/** The sum of shares. */
export function totalOfShares(shares: readonly InstalmentShare[]): InstalmentShare {
  const add = (name: keyof InstalmentShare): bigint => sum(shares.map((share) => share[name]));
  return {
    entitledMinor: add('entitledMinor'),
    paidMinor: add('paidMinor'),
    restMinor: add('restMinor'),
    interestEntitledMinor: add('interestEntitledMinor'),
    interestPaidMinor: add('interestPaidMinor'),
    interestRestMinor: add('interestRestMinor'),
  };
}

/**
 * Every instalment of a receivable with the shares of all its holders, which add up to what was shared out, to the minor unit.
 * @throws Fault NOT_FOUND; NOT_AUTHORISED unless the desk is the regulator's or the settlement bank's
 */
export async function reconciliationOf(desk: Desk, id: string): Promise<readonly ReconciledInstalment[]> {
  requireReadsAll(desk);
  const {
    session: { books },
    view,
  } = desk;
  const { receivable } = await receivableOf(books, view.id, id);
  const lives = await livesOf(books, view, scheduleOf(id), id);
  const instalments = (await instalmentsOf(books, view.id, [id])).get(id) ?? [];
  return instalments.map((instalment) => {
    const shares = lives.map((life) => shareOf(instalment, receivable, life)).filter((share) => share !== null);
    const holders = [...new Set(shares.map(({ owner }) => owner))]
      .sort()
      .map((company): HolderShare => ({ company, ...totalOfShares(shares.filter(({ owner }) => owner === company)) }));
    const total = totalOfShares(holders);
    const isExact =
      total.entitledMinor === instalment.afterMinor - instalment.beforeMinor &&
      total.interestEntitledMinor === instalment.interestAfterMinor - instalment.interestBeforeMinor;
    return { ...instalment, holders, total, isExact };
  });
}
