import { expressionBuilder, sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { Scope } from '../../../ports/books';
import type { Viewer } from '../../../ports/queries';
import type { Database } from '../schema';
import { seenBy, type Tables } from '../sqlDatabase';
import { allOf, anyOf, isOneOf } from './terms';

/** Which rows of `receivable` the viewer sees: a hosted company those that it is owed or owes. */
export function seesReceivable({ msp, company }: Viewer): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'receivable'>();
  const own = company === null ? [] : [anyOf([is('receivable.creditor', '=', company), is('receivable.debtor', '=', company)])];
  return allOf([seenBy(msp, 'receivable'), ...own]);
}

/** Which rows of `token` the viewer sees: a hosted company those that it owns, or that are held for it. @param held see {@link heldFor} */
export function seesToken({ msp, company }: Viewer, held: readonly string[]): Expression<SqlBool> {
  const is = expressionBuilder<Database, 'token'>();
  const own = company === null ? [] : [anyOf([is('token.owner', '=', company), isOneOf('token.id', held)])];
  return allOf([seenBy(msp, 'token'), ...own]);
}

/**
 * Ids of the tokens of a program that open transfers hold for the viewer's company: taken from the transfers, because an ask can
 * have the same id as one. Asked before, and not as a part of a question: so that an index finds the few tokens.
 */
export async function heldFor(tables: Tables, { msp, company }: Viewer, scope: Scope): Promise<readonly string[]> {
  if (company === null) return [];
  const rows = await tables
    .selectFrom('record')
    .innerJoin('lookup', (join) => join.onRef('lookup.scope', '=', 'record.scope').onRef('lookup.key', '=', 'record.key'))
    .where('lookup.kind', '=', 'TRANSFER')
    .where('lookup.value', '=', `payee=${company}`)
    .where('lookup.scope', '=', scope)
    .where(seenBy(msp, 'lookup'))
    .where(seenBy(msp, 'record'))
    .where(holds('record', ['status=OPEN']))
    .select(sql<string>`jsonb_array_elements_text(record.body -> 'tokens')`.as('token'))
    .execute();
  return rows.map(({ token }) => token);
}

/** Whether a record has one of these values now: `field=value`. */
export function holds(table: 'record', values: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${table}.lookups`)} && ${[...values]}::text[]`;
}

/** Whether a newer form of the record that holds a row exists and has not been received. */
export function isIncomplete(table: 'receivable' | 'token'): RawBuilder<boolean> {
  return sql<boolean>`coalesce((select record.incomplete from record
    where record.scope = ${sql.ref(`${table}.scope`)} and record.key = ${sql.ref(`${table}.key`)}), false)`;
}
