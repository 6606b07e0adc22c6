import { PAYABLE, programCollection } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import { AGES, type Age, type AgeingLine, type Viewer } from '../../../ports/queries';
import type { SqlDatabase } from '../sqlDatabase';
import { checkedDate, checkedText } from './checked';
import { counted, isOneOf, summed } from './terms';
import { seesReceivable } from './visibility';

/** Days late at which each of {@link AGES} but the first begins. */
const BEGINNINGS = [-90, -60, -30, 0, 1, 31, 61, 91];

/** Outstanding principal by debtor and age on a business date, in the order of debtors and {@link AGES}. @throws Fault MALFORMED */
export async function ageingOf(database: SqlDatabase, viewer: Viewer, program: string, today: string): Promise<readonly AgeingLine[]> {
  const scope = programCollection(checkedText(program, 'program'));
  const age = sql<number>`width_bucket(${checkedDate(today, 'today')}::date - receivable.pay_date, ${BEGINNINGS}::int4[])`;
  const rows = await database.forViewer(viewer.msp, (tables) =>
    tables
      .selectFrom('receivable')
      .where('receivable.scope', '=', scope)
      .where(seesReceivable(viewer))
      .where(isOneOf('receivable.status', PAYABLE))
      .where('receivable.pay_date', 'is not', null)
      .select(['receivable.debtor', age.as('age')])
      .select([counted().as('count'), summed('receivable.outstanding_minor').as('amountMinor')])
      .groupBy(['receivable.debtor', 'age'])
      .orderBy('receivable.debtor')
      .orderBy('age')
      .execute(),
  );
  return rows.map(({ age: place, count, ...line }) => ({ ...line, age: AGES[place] as Age, count: Number(count) }));
}
