import { fromWire, type Records } from '@tierline/chaincode/api';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { Found, Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import { seenBy, type Tables } from '../sqlDatabase';
import { beginsWithOneOf, type Sought } from './sought';
import { allOf } from './terms';
import { holds, seesReceivable } from './visibility';

type Kind = 'TRANSFER' | 'ASK' | 'SETTLEMENT';

/** Transfers and asks by id, and settlements by the bank's reference. */
export async function foundRecords(tables: Tables, sought: Sought): Promise<readonly (readonly Found[])[]> {
  const { company } = sought.viewer;
  const mine = (...fields: readonly string[]): Expression<SqlBool>[] =>
    company === null
      ? []
      : [
          holds(
            'record',
            fields.map((field) => `${field}=${company}`),
          ),
        ];
  const transfers = await recordsFound(tables, 'TRANSFER', sought, mine('payer', 'payee'));
  const asks = await recordsFound(tables, 'ASK', sought, mine('seller'));
  const settlements = await recordsFound(tables, 'SETTLEMENT', sought, company === null ? [] : [isOfSeenReceivable(sought.viewer)]);
  const { program } = sought;
  return [
    transfers.map(({ id, payer, payee }) => ({ what: 'transfer', id, program, title: `${payer} - ${payee}` })),
    asks.map(({ id, seller }) => ({ what: 'ask', id, program, title: seller })),
    settlements.map(({ bankReference: id, receivable: title }) => ({ what: 'settlement', id, program, title })),
  ];
}

async function recordsFound<K extends Kind>(
  tables: Tables,
  kind: K,
  { viewer, texts, scope, limit }: Sought,
  conditions: readonly Expression<SqlBool>[],
): Promise<readonly Records[K][]> {
  const rows = await tables
    .selectFrom('record')
    .select('record.body')
    .where('record.kind', '=', kind)
    .where('record.scope', '=', scope)
    .where('record.body', 'is not', null)
    .where(seenBy(viewer.msp, 'record'))
    .where(beginsWithOneOf(['record.id'], texts))
    .where(allOf(conditions))
    .orderBy('record.id')
    .limit(limit)
    .execute();
  return rows.map(({ body }) => fromWire<Records[K]>(body));
}

/** Whether the receivable that a settlement pays is one that the viewer sees. */
export function isOfSeenReceivable(viewer: Viewer): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'record'>();
  return is.exists(
    is
      .selectFrom('receivable')
      .select('receivable.id')
      .whereRef('receivable.scope', '=', 'record.scope')
      .where(sql<SqlBool>`receivable.id = record.body ->> 'receivable'`)
      .where(seesReceivable(viewer)),
  );
}
