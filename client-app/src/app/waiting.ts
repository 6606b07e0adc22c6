import { partsOfTokenId, programCollection, TRANSACTIONS } from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import type { Desk } from './desk';
import { pages } from './pages';
import { step, type Step } from './step';
import { tokensOf, type TokenRow } from './tokens';

/** Tokens that a payment has reached and that have not been paid out up to it: of all owners for the settlement bank, else one's own. */
export async function waitingTokens(desk: Desk, receivable: string | null): Promise<readonly TokenRow[]> {
  const { session, company, view } = desk;
  const isSettlementBank = session.identity.msp === view.program.settlementBankMsp && company.roles.includes('bank');
  if (isSettlementBank && receivable === null) return tokensBehind(session.books, view.id);
  const rows = await tokensOf(session.books, view.id, {
    ...(isSettlementBank ? {} : { owner: company.id }),
    ...(receivable === null ? {} : { receivables: [receivable] }),
  });
  return rows.filter(isWaiting);
}

/** All tokens of a program for which money waits, by receivable and range. */
export async function tokensBehind(books: Books, program: string): Promise<readonly TokenRow[]> {
  const behind = new Set(await books.tokensBehind(programCollection(program)));
  const receivables = [...behind].map((id) => partsOfTokenId(id).receivable);
  return (await tokensOf(books, program, { receivables })).filter(({ id }) => behind.has(id));
}

/** Whether a payment has reached the token that it has not been paid out up to, even where its share is nothing. */
function isWaiting({ token, receivable }: TokenRow): boolean {
  const isBehind = token.redeemedThroughMinor < receivable.paidMinor || token.interestThroughMinor < receivable.interestPaidMinor;
  return token.status !== 'CANCELLED' && isBehind;
}

/** Pays tokens out, in pages of one host of owners. */
export function redeemSteps(program: string, rows: readonly TokenRow[]): readonly Step[] {
  const hosts = [...new Set(rows.map(({ token }) => token.ownerMsp))];
  return hosts.flatMap((host) =>
    pages(rows.filter(({ token }) => token.ownerMsp === host)).map((page) =>
      step(TRANSACTIONS.settlement.redeem, { program, tokens: page.map(({ id }) => id) }, page.length),
    ),
  );
}
