import { fromWire, type Records } from '@tierline/chaincode/api';
import { sql } from 'kysely';
import type { Found } from '../../../ports/queries';
import { seenBy, type Tables } from '../sqlDatabase';
import { beginsWithOneOf, type PublicSought } from './sought';
import { anyOf } from './terms';

/** Companies by id, registered code and name, programs by id and name, transactions by id: what everybody may see. */
export async function foundPublic(tables: Tables, sought: PublicSought): Promise<readonly (readonly Found[])[]> {
  const companies = await named(tables, 'COMPANY', sought);
  const programs = await named(tables, 'PROGRAM-HEAD', sought);
  const transactions = await tables
    .selectFrom('transaction')
    .select(['transaction.id', 'transaction.name as title', 'transaction.program'])
    .where(beginsWithOneOf(['transaction.id'], sought.texts))
    .orderBy('transaction.id')
    .orderBy('transaction.block')
    .limit(sought.limit)
    .execute();
  return [
    companies.map(({ id, name: title }) => ({ what: 'company', id, program: '', title })),
    programs.map(({ id, name: title }) => ({ what: 'program', id, program: id, title })),
    transactions.map(({ program, ...found }) => ({ what: 'transaction', program: program ?? '', ...found })),
  ];
}

/** Names are few and are compared without regard to capitals. */
async function named<K extends 'COMPANY' | 'PROGRAM-HEAD'>(
  tables: Tables,
  kind: K,
  { viewer, texts, limit }: PublicSought,
): Promise<readonly Records[K][]> {
  const [typed = ''] = texts;
  const rows = await tables
    .selectFrom('record')
    .select('record.body')
    .where('record.kind', '=', kind)
    .where('record.body', 'is not', null)
    .where(seenBy(viewer.msp, 'record'))
    .where(
      anyOf([
        beginsWithOneOf(['record.id'], texts),
        sql<boolean>`starts_with(lower(record.body ->> 'name'), lower(${typed}))`,
        sql<boolean>`starts_with(record.body #>> '{identity,value}', upper(${typed}))`,
      ]),
    )
    .orderBy('record.id')
    .limit(limit)
    .execute();
  return rows.map(({ body }) => fromWire<Records[K]>(body));
}
