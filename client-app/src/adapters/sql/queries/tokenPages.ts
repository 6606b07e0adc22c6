import { programCollection } from '@tierline/chaincode/api';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { Page, PageOf, TokenFilter, TokenItem, Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import { seenBy, type SqlDatabase } from '../sqlDatabase';
import { checkedText, checkedTokenFilter, IS_VALUE, partsOfOrder } from './checked';
import { Paging } from './cursor';
import { behind, ordering, placeValue, type Keyset } from './keyset';
import { allOf, isOneOf, when } from './terms';
import { heldFor, isIncomplete, seesToken } from './visibility';

const COLUMN = { dueDate: 'receivable.due_date', amount: 'token.amount_minor', id: null } as const;

const ITEM = [
  'token.id as token',
  'token.receivable as receivable',
  'receivable.program as program',
  'receivable.debtor as debtor',
  'token.owner as owner',
  'token.tier as tier',
  'token.amount_minor as amountMinor',
  'receivable.due_date as dueDate',
  'receivable.pay_date as payDate',
  'token.status as status',
  'token.locked_by as lockedBy',
  'token.origin as origin',
] as const;

/** A page of the tokens of a program. @throws Fault MALFORMED for a filter, limit or cursor that is none */
export async function tokenPage(
  database: SqlDatabase,
  viewer: Viewer,
  program: string,
  given: TokenFilter,
  page: PageOf,
): Promise<Page<TokenItem>> {
  const { order = 'dueDate', ...filter } = checkedTokenFilter(given);
  const { by, isFalling } = partsOfOrder(order);
  const keyset: Keyset = { column: COLUMN[by], id: 'token.id', isFalling };
  const paging = new Paging(`tokens ${order}`, IS_VALUE[by]);
  const { place, rows } = paging.begin(page);
  const scope = programCollection(checkedText(program, 'program'));
  // What is held for a hosted company is a question of its own, and both must read one state of the tables.
  const asking = viewer.company === null ? database.askAs.bind(database) : database.forViewer.bind(database);
  const found = await asking(viewer.msp, async (tables) =>
    tables
      .selectFrom('token')
      .innerJoin('receivable', (join) => join.onRef('receivable.scope', '=', 'token.scope').onRef('receivable.id', '=', 'token.receivable'))
      .select(ITEM)
      .select([sql<boolean>`${isIncomplete('token')} or ${isIncomplete('receivable')}`.as('incomplete'), placeValue(keyset).as('place')])
      .where('token.scope', '=', scope)
      .where(seenBy(viewer.msp, 'receivable'))
      .where(seesToken(viewer, await heldFor(tables, viewer, scope)))
      .where(meets(filter))
      .where(behind(keyset, place))
      .orderBy(ordering(keyset))
      .limit(rows)
      .execute(),
  );
  return paging.page(
    found,
    page.limit,
    ({ place: value, token: id }) => ({ value, id }),
    ({ place: _place, ...item }) => item,
  );
}

/** Whether a row of `token` with its `receivable` is one that the filter chooses. */
function meets(filter: ReturnType<typeof checkedTokenFilter>): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'token' | 'receivable'>();
  const { status, owner, receivable, debtor, tier, dueFrom, dueTo, minMinor, maxMinor, sold } = filter;
  return allOf([
    ...when(status, (states) => isOneOf('token.status', states)),
    ...when(owner, (company) => is('token.owner', '=', company)),
    ...when(receivable, (id) => is('token.receivable', '=', id)),
    ...when(debtor, (company) => is('receivable.debtor', '=', company)),
    ...when(tier, (depth) => is('token.tier', '=', depth)),
    ...when(dueFrom, (date) => is('receivable.due_date', '>=', date)),
    ...when(dueTo, (date) => is('receivable.due_date', '<=', date)),
    ...when(minMinor, (amount) => is('token.amount_minor', '>=', amount)),
    ...when(maxMinor, (amount) => is('token.amount_minor', '<=', amount)),
    ...when(sold, (isSold) => is('token.origin', isSold ? 'is not' : 'is', null)),
  ]);
}
