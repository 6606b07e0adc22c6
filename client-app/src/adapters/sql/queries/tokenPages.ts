import { programCollection } from '@tierline/chaincode/api';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { Order, Page, PageOf, TokenFilter, TokenItem, Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import { seenBy, type SqlDatabase } from '../sqlDatabase';
import { checkedText, checkedTokenFilter, IS_VALUE, partsOfOrder, type By } from './checked';
import { Paging } from './cursor';
import { behind, ordering, placeOf, type Keyset, type PlaceValues } from './keyset';
import { described, Statements } from './statements';
import { allOf, isOneOf, when } from './terms';
import { heldFor, isIncomplete, seesToken } from './visibility';

const COLUMN = { dueDate: 'receivable.due_date', amount: 'token.amount_minor', id: null } as const;

/** What an item is ordered by, as the text of a place. */
const PLACE: Readonly<Record<By, (item: TokenItem) => string>> = {
  dueDate: ({ dueDate }) => dueDate,
  amount: ({ amountMinor }) => amountMinor.toString(),
  id: () => '',
};

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

/** What a page depends on, besides its order and whether only tokens are sought that a bank bought, or that none did. */
interface Asked extends Omit<ReturnType<typeof checkedTokenFilter>, 'sold' | 'order'>, PlaceValues {
  readonly msp: string;
  readonly company: string | undefined;
  /** Ids of the tokens that are held for the company. */
  readonly held: readonly string[] | undefined;
  readonly scope: string;
  readonly rows: number;
}

type Variant = Order | `${Order} sold` | `${Order} unsold`;

const PAGES = new Statements((asked: Asked, variant: Variant) => {
  const [order, whether] = variant.split(' ') as [Order, string | undefined];
  const keyset = keysetOf(order);
  return described
    .selectFrom('token')
    .innerJoin('receivable', (join) => join.onRef('receivable.scope', '=', 'token.scope').onRef('receivable.id', '=', 'token.receivable'))
    .select(ITEM)
    .select(sql<boolean>`${isIncomplete('token')} or ${isIncomplete('receivable')}`.as('incomplete'))
    .where('token.scope', '=', asked.scope)
    .where(seenBy(asked.msp, 'receivable'))
    .where(seesToken({ msp: asked.msp, company: asked.company ?? null }, asked.held ?? []))
    .where(meets(asked))
    .where(allOf(whether === undefined ? [] : [sql<SqlBool>`token.origin is ${sql.raw(whether === 'sold' ? 'not null' : 'null')}`]))
    .where(behind(keyset, placeOf(asked)))
    .orderBy(ordering(keyset))
    .limit(asked.rows);
});

/** A page of the tokens of a program. @throws Fault MALFORMED for a filter, limit or cursor that is none */
export async function tokenPage(
  database: SqlDatabase,
  viewer: Viewer,
  program: string,
  given: TokenFilter,
  page: PageOf,
): Promise<Page<TokenItem>> {
  const { order = 'dueDate', sold, ...filter } = checkedTokenFilter(given);
  const { by } = partsOfOrder(order);
  const paging = new Paging(`tokens ${order}`, IS_VALUE[by]);
  const { place, rows } = paging.begin(page);
  const { msp, company } = viewer;
  const scope = programCollection(checkedText(program, 'program'));
  const variant: Variant = sold === undefined ? order : `${order} ${sold ? 'sold' : 'unsold'}`;
  const asked = { ...filter, msp, scope, rows, placeValue: place?.value, placeId: place?.id };
  // What is held for a hosted company is a question of its own, and both must read one state of the tables.
  const found =
    company === null
      ? await database.ask(msp, PAGES.with({ ...asked, company: undefined, held: undefined }, variant))
      : await database.forViewer(msp, async (tables) => {
          const held = await heldFor(tables, viewer, scope);
          return (await tables.executeQuery(PAGES.with({ ...asked, company, held }, variant))).rows;
        });
  const placeOfItem = (item: TokenItem) => ({ value: PLACE[by](item), id: item.token });
  return paging.page(found, page.limit, placeOfItem, (item) => item);
}

function keysetOf(order: Order): Keyset {
  const { by, isFalling } = partsOfOrder(order);
  return { column: COLUMN[by], id: 'token.id', isFalling };
}

/** Whether a row of `token` with its `receivable` is one that the filter chooses. */
function meets({ status, owner, receivable, debtor, tier, dueFrom, dueTo, minMinor, maxMinor }: Asked): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'token' | 'receivable'>();
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
  ]);
}
