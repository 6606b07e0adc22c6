import { PAYABLE, programCollection } from '@tierline/chaincode/api';
import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Order, Page, PageOf, ReceivableFilter, ReceivableItem, Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import type { SqlDatabase } from '../sqlDatabase';
import { checkedReceivableFilter, checkedText, IS_VALUE, partsOfOrder, type By } from './checked';
import { Paging } from './cursor';
import { behind, ordering, placeOf, type Keyset, type PlaceValues } from './keyset';
import { described, Statements } from './statements';
import { allOf, beginning, isOneOf, isWithin, when } from './terms';
import { isIncomplete, seesReceivable } from './visibility';

const COLUMN = { dueDate: 'receivable.due_date', amount: 'receivable.face_minor', id: null } as const;

/** What an item is ordered by, as the text of a place. */
const PLACE: Readonly<Record<By, (item: ReceivableItem) => string>> = {
  dueDate: ({ dueDate }) => dueDate,
  amount: ({ faceMinor }) => faceMinor.toString(),
  id: () => '',
};

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

/** What a page depends on. */
interface Asked extends Omit<ReturnType<typeof checkedReceivableFilter>, 'document' | 'order'>, PlaceValues {
  readonly msp: string;
  readonly company: string | undefined;
  readonly scope: string;
  /** The range of what begins with the document's number that is sought. */
  readonly documentFrom: string | undefined;
  readonly documentTo: string | undefined;
  readonly rows: number;
}

const PAGES = new Statements((asked: Asked, order: Order) => {
  const keyset = keysetOf(order);
  return described
    .selectFrom('receivable')
    .select(ITEM)
    .select(isIncomplete('receivable').as('incomplete'))
    .where('receivable.scope', '=', asked.scope)
    .where(seesReceivable({ msp: asked.msp, company: asked.company ?? null }))
    .where(meets(asked))
    .where(behind(keyset, placeOf(asked)))
    .orderBy(ordering(keyset))
    .limit(asked.rows);
});

/** A page of the receivables of a program. @throws Fault MALFORMED for a filter, limit or cursor that is none */
export async function receivablePage(
  database: SqlDatabase,
  viewer: Viewer,
  program: string,
  given: ReceivableFilter,
  page: PageOf,
): Promise<Page<ReceivableItem>> {
  const { order = 'dueDate', document, ...filter } = checkedReceivableFilter(given);
  const { by } = partsOfOrder(order);
  const paging = new Paging(`receivables ${order}`, IS_VALUE[by]);
  const { place, rows } = paging.begin(page);
  const scope = programCollection(checkedText(program, 'program'));
  const [documentFrom, documentTo] = document === undefined ? [] : beginning(document);
  const asked = { ...filter, documentFrom, documentTo, scope, rows, placeValue: place?.value, placeId: place?.id };
  const found = await database.ask(viewer.msp, PAGES.with({ ...asked, msp: viewer.msp, company: viewer.company ?? undefined }, order));
  const placeOfItem = (item: ReceivableItem) => ({ value: PLACE[by](item), id: item.receivable });
  return paging.page(found, page.limit, placeOfItem, (item) => item);
}

function keysetOf(order: Order): Keyset {
  const { by, isFalling } = partsOfOrder(order);
  return { column: COLUMN[by], id: 'receivable.id', isFalling };
}

/** Whether a row of `receivable` is one that the filter chooses. */
function meets(asked: Asked): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'receivable'>();
  const { status, debtor, creditor, dueFrom, dueTo, minMinor, maxMinor, documentFrom, documentTo, overdueOn } = asked;
  return allOf([
    ...when(status, (states) => isOneOf('receivable.status', states)),
    ...when(debtor, (company) => is('receivable.debtor', '=', company)),
    ...when(creditor, (company) => is('receivable.creditor', '=', company)),
    ...when(dueFrom, (date) => is('receivable.due_date', '>=', date)),
    ...when(dueTo, (date) => is('receivable.due_date', '<=', date)),
    ...when(minMinor, (amount) => is('receivable.face_minor', '>=', amount)),
    ...when(maxMinor, (amount) => is('receivable.face_minor', '<=', amount)),
    ...when(documentFrom, (from) => isWithin('receivable.document', from, documentTo)),
    ...when(overdueOn, (date) => allOf([isOneOf('receivable.status', PAYABLE), is('receivable.pay_date', '<', date)])),
  ]);
}
