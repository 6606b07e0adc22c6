import { compareDates, heldLock, isFree, isUpToDate, type Ask } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { recordsNamed } from './records';
import { tokensOf, type TokenRow } from './tokens';

/** Tokens of the desk's company that may be split, assigned or asked for now, earliest due first, then by id. */
export async function spendableTokens(desk: Desk): Promise<readonly TokenRow[]> {
  const {
    session: { books },
    company,
    view,
  } = desk;
  const rows = await tokensOf(books, view.id, { owner: company.id, status: ['ACTIVE', 'LOCKED'] });
  const asked = rows.flatMap(({ token: { lock, origin } }) => [lock?.ref, origin].filter((id) => typeof id === 'string'));
  const known = await recordsNamed(books, 'ASK', asked, { scope: view.scope });
  const asks = new Map(known.map((ask) => [ask.id, ask]));
  return rows.filter((row) => isSpendable(desk, row, asks)).sort(byDueDate);
}

/** As the contract judges it, on what this organisation knows. */
function isSpendable({ view: { time } }: Desk, { token, receivable }: TokenRow, asks: ReadonlyMap<string, Ask>): boolean {
  const held = heldLock(token, time.now, (ask) => asks.get(ask)?.deal?.state === 'PAYING');
  const isAlive = receivable.status === 'CONFIRMED' || receivable.status === 'PART_PAID';
  return (
    isAlive &&
    isFree(token, held) &&
    isUpToDate(token, receivable) &&
    compareDates(time.today, receivable.dueDate) < 0 &&
    !isContestable(token.origin === null ? undefined : asks.get(token.origin), token.contestUntil, time.today)
  );
}

function isContestable(ask: Ask | undefined, until: string | null, today: string): boolean {
  if (ask === undefined || until === null) return false;
  return ask.receipt === 'CONTESTED' || (ask.receipt === 'WAITING' && compareDates(today, until) <= 0);
}

function byDueDate(a: TokenRow, b: TokenRow): number {
  return (
    compareDates(a.receivable.dueDate, b.receivable.dueDate) ||
    compareDates(a.token.receivable, b.token.receivable) ||
    (a.token.from < b.token.from ? -1 : 1)
  );
}
