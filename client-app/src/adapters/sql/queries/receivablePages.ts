import { PAYABLE, programCollection } from '@tierline/chaincode/api';
import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Page, PageOf, ReceivableFilter, ReceivableItem, Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import type { SqlDatabase } from '../sqlDatabase';
import { checkedReceivableFilter, checkedText, IS_VALUE, partsOfOrder } from './checked';
import { Paging } from './cursor';
import { behind, ordering, placeValue, type Keyset } from './keyset';
import { allOf, beginsWith, isOneOf, when } from './terms';
import { isIncomplete, seesReceivable } from './visibility';

const COLUMN = { dueDate: 'receivable.due_date', amount: 'receivable.face_minor', id: null } as const;

const ITEM = [
  'receivable.id as receivable',
  'receivable.program as program',
  'receivable.creditor as creditor',
  'receivable.debtor as debtor',
  'receivable.document as document',
  'receivable.face_minor as faceMinor',
  'receivable.outstanding_minor as outstandingMinor',
  'receivable.received_minor as receivedMinor',
  'receivable.paid_minor as paidMinor',
  'receivable.delivery_date as deliveryDate',
  'receivable.due_date as dueDate',
  'receivable.pay_date as payDate',
  'receivable.status as status',
] as const;

/** A page of the receivables of a program. @throws Fault MALFORMED for a filter, limit or cursor that is none */
export async function receivablePage(
  database: SqlDatabase,
  viewer: Viewer,
  program: string,
  given: ReceivableFilter,
  page: PageOf,
): Promise<Page<ReceivableItem>> {
  const { order = 'dueDate', ...filter } = checkedReceivableFilter(given);
  const { by, isFalling } = partsOfOrder(order);
  const keyset: Keyset = { column: COLUMN[by], id: 'receivable.id', isFalling };
  const paging = new Paging(`receivables ${order}`, IS_VALUE[by]);
  const { place, rows } = paging.begin(page);
  const scope = programCollection(checkedText(program, 'program'));
  const found = await database.askAs(viewer.msp, (tables) =>
    tables
      .selectFrom('receivable')
      .select(ITEM)
      .select([isIncomplete('receivable').as('incomplete'), placeValue(keyset).as('place')])
      .where('receivable.scope', '=', scope)
      .where(seesReceivable(viewer))
      .where(meets(filter))
      .where(behind(keyset, place))
      .orderBy(ordering(keyset))
      .limit(rows)
      .execute(),
  );
  return paging.page(
    found,
    page.limit,
    ({ place: value, receivable: id }) => ({ value, id }),
    ({ place: _place, ...item }) => item,
  );
}

/** Whether a row of `receivable` is one that the filter chooses. */
function meets(filter: ReturnType<typeof checkedReceivableFilter>): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'receivable'>();
  const { status, debtor, creditor, dueFrom, dueTo, minMinor, maxMinor, document, overdueOn } = filter;
  return allOf([
    ...when(status, (states) => isOneOf('receivable.status', states)),
    ...when(debtor, (company) => is('receivable.debtor', '=', company)),
    ...when(creditor, (company) => is('receivable.creditor', '=', company)),
    ...when(dueFrom, (date) => is('receivable.due_date', '>=', date)),
    ...when(dueTo, (date) => is('receivable.due_date', '<=', date)),
    ...when(minMinor, (amount) => is('receivable.face_minor', '>=', amount)),
    ...when(maxMinor, (amount) => is('receivable.face_minor', '<=', amount)),
    ...when(document, (text) => beginsWith('receivable.document', text)),
    ...when(overdueOn, (date) => allOf([isOneOf('receivable.status', PAYABLE), is('receivable.pay_date', '<', date)])),
  ]);
}
