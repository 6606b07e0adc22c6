import type { RecordKind } from '@tierline/chaincode/api';
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { Change, Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import { seenBy, type SqlDatabase, type Tables } from '../sqlDatabase';
import { checkedWhole } from './checked';
import { isOfSeenReceivable } from './searchRecords';
import { allOf, anyOf } from './terms';
import { holds } from './visibility';

const MAX_CHANGES = 10_000;
const LAST_BLOCK = 2 ** 31 - 1;

/**
 * Records that changed from a block on, oldest first, whole blocks: the first one however many changes it holds.
 * @throws Fault MALFORMED
 */
export function changesSince(database: SqlDatabase, viewer: Viewer, from: number, limit: number): Promise<readonly Change[]> {
  const first = checkedWhole(from, 'from', 0, LAST_BLOCK);
  const most = checkedWhole(limit, 'limit', 1, MAX_CHANGES);
  return database.forViewer(viewer.msp, async (tables) => {
    const found = await versions(tables, viewer)
      .where('version.block', '>=', first)
      .limit(most + 1)
      .execute();
    if (found.length <= most) return found.map(changeOf);
    const last = found.at(-1)?.block;
    const whole = found.filter(({ block }) => block !== last);
    if (whole.length > 0) return whole.map(changeOf);
    return (
      await versions(tables, viewer)
        .where('version.block', '=', last ?? first)
        .execute()
    ).map(changeOf);
  });
}

function versions(tables: Tables, viewer: Viewer) {
  return tables
    .selectFrom('version')
    .innerJoin('record', (join) => join.onRef('record.scope', '=', 'version.scope').onRef('record.key', '=', 'version.key'))
    .where('record.kind', 'is not', null)
    .where(seenBy(viewer.msp, 'version'))
    .where(seenBy(viewer.msp, 'record'))
    .where(concerns(viewer))
    .select(['record.kind', 'record.scope', 'record.id'])
    .select(['version.block', 'version.transaction_id', 'version.transaction', 'version.timestamp'])
    .orderBy('version.block')
    .orderBy('version.place')
    .orderBy('version.scope')
    .orderBy('record.kind')
    .orderBy('record.id');
}

/** Whether a record is a hosted company's business: public, its program's rules, or one that names it now. */
function concerns(viewer: Viewer): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'record'>();
  const { company } = viewer;
  if (company === null) return allOf([]);
  return anyOf([
    is('record.scope', '=', ''),
    is('record.kind', '=', 'PROGRAM'),
    holds(
      'record',
      ['creditor', 'debtor', 'owner', 'payer', 'payee', 'seller'].map((field) => `${field}=${company}`),
    ),
    allOf([is('record.kind', 'in', OF_RECEIVABLES), isOfSeenReceivable(viewer)]),
    allOf([is('record.kind', '=', 'OFFER'), isForAskOf(company)]),
  ]);
}

const OF_RECEIVABLES: readonly RecordKind[] = ['SETTLEMENT', 'REDUCTION'];

/** Whether an offer answers an ask of a company. */
function isForAskOf(company: string): Expression<SqlBool> {
  return sql<SqlBool>`exists (select from record as ask where ask.kind = 'ASK'
    and ask.scope = 'PROGRAM-' || (record.body ->> 'program') and ask.id = record.body ->> 'ask'
    and ${`seller=${company}`} = any(ask.lookups))`;
}

type Row = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number];

function changeOf({ kind, scope, id, block, transaction_id: transactionId, transaction, timestamp }: Row): Change {
  return { kind: kind as RecordKind, scope, id: id ?? '', at: { block, transactionId, transaction, timestamp } };
}
