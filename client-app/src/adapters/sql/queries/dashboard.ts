import { addDays, Fault, PAYABLE, programCollection } from '@tierline/chaincode/api';
import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '../../../ports/books';
import type { Dashboard, Sum, Viewer } from '../../../ports/queries';
import { seenBy, type SqlDatabase, type Tables } from '../sqlDatabase';
import { checkedDate, checkedText } from './checked';
import { recordsSeen } from './records';
import { allOf, counted, isOneOf, LIVE, summed } from './terms';
import { heldFor, holds, seesReceivable, seesToken } from './visibility';

const DAYS_AHEAD = 30;
/** Deals whose bank has paid. */
const SOLD = ['COMPLETE', 'REPAID', 'RECOURSED', 'WRITTEN_OFF'] as const;

/** The sums of one program on a business date. @throws Fault MALFORMED; NOT_FOUND for a program that the viewer does not know */
export function dashboardOf(database: SqlDatabase, viewer: Viewer, program: string, today: string): Promise<Dashboard> {
  const scope = programCollection(checkedText(program, 'program'));
  checkedDate(today, 'today');
  return database.forViewer(viewer.msp, async (tables) => {
    const [found] = await recordsSeen(tables, viewer, 'PROGRAM', { scope });
    if (found === undefined) throw new Fault('NOT_FOUND', { kind: 'program', id: program });
    return {
      program,
      currency: found.record.currency,
      receivables: await receivablesByState(tables, viewer, scope),
      tokens: await tokensByTier(tables, viewer, scope),
      ...(await owed(tables, viewer, scope, today)),
      openAsks: await asks(tables, viewer, scope, ['status=OPEN']),
      sold: await asks(
        tables,
        viewer,
        scope,
        SOLD.map((state) => `dealState=${state}`),
      ),
    };
  });
}

async function receivablesByState(tables: Tables, viewer: Viewer, scope: Scope): Promise<Dashboard['receivables']> {
  const rows = await tables
    .selectFrom('receivable')
    .where('receivable.scope', '=', scope)
    .where(seesReceivable(viewer))
    .select('receivable.status')
    .select([counted().as('count'), summed('receivable.face_minor').as('amountMinor')])
    .groupBy('receivable.status')
    .orderBy('receivable.status')
    .execute();
  return rows.map(({ count, ...sum }) => ({ ...sum, count: Number(count) }));
}

async function tokensByTier(tables: Tables, viewer: Viewer, scope: Scope): Promise<Dashboard['tokens']> {
  const rows = await tables
    .selectFrom('token')
    .where('token.scope', '=', scope)
    .where(seesToken(viewer, await heldFor(tables, viewer, scope)))
    .where(isOneOf('token.status', LIVE))
    .select('token.tier')
    .select([counted().as('count'), summed('token.amount_minor').as('amountMinor')])
    .groupBy('token.tier')
    .orderBy('token.tier')
    .execute();
  return rows.map(({ count, ...sum }) => ({ ...sum, count: Number(count) }));
}

/** What is still owed, of it late, and of it due soon. */
async function owed(
  tables: Tables,
  viewer: Viewer,
  scope: Scope,
  today: string,
): Promise<Pick<Dashboard, 'outstandingMinor' | 'overdue' | 'dueIn30Days'>> {
  const late = sql<boolean>`receivable.pay_date < ${today}::date`;
  const soon = sql<boolean>`receivable.pay_date between ${today}::date and ${addDays(today, DAYS_AHEAD)}::date`;
  const row = await tables
    .selectFrom('receivable')
    .where('receivable.scope', '=', scope)
    .where(seesReceivable(viewer))
    .where(isOneOf('receivable.status', PAYABLE))
    .select(summed('receivable.outstanding_minor').as('outstandingMinor'))
    .select([countOf(late).as('lateCount'), outstandingOf(late).as('lateMinor')])
    .select([countOf(soon).as('soonCount'), outstandingOf(soon).as('soonMinor')])
    .executeTakeFirstOrThrow();
  return {
    outstandingMinor: row.outstandingMinor,
    overdue: { count: Number(row.lateCount), amountMinor: row.lateMinor },
    dueIn30Days: { count: Number(row.soonCount), amountMinor: row.soonMinor },
  };
}

const countOf = (chosen: RawBuilder<boolean>): RawBuilder<bigint> => sql<bigint>`count(*) filter (where ${chosen})`;
const outstandingOf = (chosen: RawBuilder<boolean>): RawBuilder<bigint> =>
  sql<bigint>`coalesce(sum(receivable.outstanding_minor) filter (where ${chosen}), 0)`;

/** Asks that have one of these values; a hosted company sees those of which it is the seller. */
async function asks(tables: Tables, { msp, company }: Viewer, scope: Scope, values: readonly string[]): Promise<Sum> {
  const { count, amountMinor } = await tables
    .selectFrom('record')
    .where('record.kind', '=', 'ASK')
    .where('record.scope', '=', scope)
    .where(seenBy(msp, 'record'))
    .where(holds('record', values))
    .where(allOf(company === null ? [] : [holds('record', [`seller=${company}`])]))
    .select([counted().as('count'), sql<bigint>`coalesce(sum((record.body ->> 'faceMinor')::numeric), 0)`.as('amountMinor')])
    .executeTakeFirstOrThrow();
  return { count: Number(count), amountMinor };
}
