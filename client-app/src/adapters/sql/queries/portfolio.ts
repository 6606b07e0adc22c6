import { PAYABLE, programCollection } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import type { PortfolioLine, Viewer } from '../../../ports/queries';
import { seenBy, type SqlDatabase } from '../sqlDatabase';
import { checkedText } from './checked';
import { counted, isOneOf, LIVE, summed } from './terms';
import { heldFor, seesToken } from './visibility';

/** What a company owns and is still owed, by debtor and payment date. @throws Fault MALFORMED */
export async function portfolioOf(
  database: SqlDatabase,
  viewer: Viewer,
  program: string,
  owner: string,
): Promise<readonly PortfolioLine[]> {
  const scope = programCollection(checkedText(program, 'program'));
  const rows = await database.forViewer(viewer.msp, async (tables) =>
    tables
      .selectFrom('token')
      .innerJoin('receivable', (join) => join.onRef('receivable.scope', '=', 'token.scope').onRef('receivable.id', '=', 'token.receivable'))
      .where('token.scope', '=', scope)
      .where('token.owner', '=', checkedText(owner, 'owner'))
      .where(seenBy(viewer.msp, 'receivable'))
      .where(seesToken(viewer, await heldFor(tables, viewer, scope)))
      .where(isOneOf('token.status', LIVE))
      .where(isOneOf('receivable.status', PAYABLE))
      .where('receivable.pay_date', 'is not', null)
      .select(['receivable.debtor as debtor', 'receivable.pay_date as payDate'])
      .select([
        counted().as('count'),
        summed('token.amount_minor').as('amountMinor'),
        sql<bigint>`coalesce(sum(token.amount_minor) filter (where token.locked_by is not null), 0)`.as('lockedMinor'),
      ])
      .groupBy(['receivable.debtor', 'receivable.pay_date'])
      .orderBy('receivable.debtor')
      .orderBy('receivable.pay_date')
      .execute(),
  );
  return rows.map(({ count, payDate, ...line }) => ({ ...line, payDate: payDate ?? '', count: Number(count) }));
}
