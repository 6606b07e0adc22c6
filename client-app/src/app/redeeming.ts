import { shareOf, TRANSACTIONS } from '@tierline/chaincode/api';
import { execute } from './execute';
import { pagesOf } from './importing/submitDocuments';
import type { Session } from './session';
import { tokensOf } from './tokens';

/** Tokens of one transaction. */
const PAGE = 200;

/**
 * Pays out every token of a program for which money waits (of one receivable, when given), in pages of one owner's host.
 * @returns the number of tokens paid
 */
export async function redeemAll(session: Session, program: string, receivable?: string): Promise<number> {
  const rows = (await tokensOf(session.books, program)).filter((row) => {
    if (receivable !== undefined && row.token.receivable !== receivable) return false;
    const { principalMinor, interestMinor } = shareOf(row.receivable, row.token);
    return principalMinor > 0n || interestMinor > 0n || isBehind(row);
  });
  for (const host of new Set(rows.map(({ token }) => token.ownerMsp))) {
    for (const page of pagesOf(
      rows.filter(({ token }) => token.ownerMsp === host),
      PAGE,
    )) {
      await execute(session, TRANSACTIONS.settlement.redeem, { program, tokens: page.map(({ id }) => id) });
    }
  }
  return rows.length;
}

/** Whether a settlement has not yet been marked on the token, even though its share of it is nothing. */
function isBehind({ token, receivable }: Awaited<ReturnType<typeof tokensOf>>[number]): boolean {
  return (
    token.status !== 'CANCELLED' &&
    (token.redeemedThroughMinor < receivable.paidMinor || token.interestThroughMinor < receivable.interestPaidMinor)
  );
}
