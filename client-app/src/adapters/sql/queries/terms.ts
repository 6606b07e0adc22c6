import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';

/** The condition of a filter's field; none where the field is left out. */
export function when<T>(wanted: T | undefined, condition: (wanted: T) => Expression<SqlBool>): readonly Expression<SqlBool>[] {
  return wanted === undefined ? [] : [condition(wanted)];
}

/** Whether all conditions hold; true of none. */
export const allOf = (conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> => together(conditions, ' and ', 'true');

/** Whether one of the conditions holds; false of none. */
export const anyOf = (conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> => together(conditions, ' or ', 'false');

function together(conditions: readonly Expression<SqlBool>[], word: ' and ' | ' or ', ofNone: 'true' | 'false'): Expression<SqlBool> {
  return conditions.length === 0 ? sql<SqlBool>`${sql.raw(ofNone)}` : sql<SqlBool>`(${sql.join(conditions, sql.raw(word))})`;
}

/** Whether a column has one of these values; of none it has none. */
export function isOneOf(column: string, values: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} = any(${values}::text[])`;
}

/** The texts that begin with this one, as a range: from the first one to before the second. */
export const beginning = (text: string): readonly [string, string] => [text, `${text}\u{10ffff}`];

/** Whether a column's text lies in a range. */
export function isWithin(column: string, from: string, to: string | undefined): Expression<SqlBool> {
  return sql<SqlBool>`(${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to})`;
}

/** Whether a column's text begins with this one: as a range, so that an index answers it. */
export function beginsWith(column: string, text: string): Expression<SqlBool> {
  return isWithin(column, ...beginning(text));
}

/** How many rows there are. */
export const counted = (): RawBuilder<bigint> => sql<bigint>`count(*)`;

/** The sum of a column, 0 of no rows. */
export const summed = (column: string): RawBuilder<bigint> => sql<bigint>`coalesce(sum(${sql.ref(column)}), 0)`;

/** States of a token that is neither paid nor cancelled. */
export const LIVE = ['ACTIVE', 'LOCKED'] as const;
