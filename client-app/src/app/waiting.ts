import { TRANSACTIONS } from '@tierline/chaincode/api';
import type { Desk } from './desk';
import { pages, step, type Step } from './step';
import { tokensOf, type TokenRow } from './tokens';

/** Tokens that a payment has reached and that have not been paid out up to it: of all owners for the settlement bank, else one's own. */
export async function waitingTokens(desk: Desk, receivable: string | null): Promise<readonly TokenRow[]> {
  const { session, company, view } = desk;
  const isSettlementBank = session.identity.msp === view.program.settlementBankMsp && company.roles.includes('bank');
  return (await tokensOf(session.books, view.id)).filter(
    (row) =>
      isWaiting(row) &&
      (isSettlementBank || row.token.owner === company.id) &&
      (receivable === null || row.token.receivable === receivable),
  );
}

/** Whether a payment has reached the token that it has not been paid out up to, even where its share is nothing. */
export function isWaiting({ token, receivable }: TokenRow): boolean {
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
