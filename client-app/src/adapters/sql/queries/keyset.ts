import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { Place } from './cursor';

/** How a list is ordered: by a column, then by an id, both in the same direction. */
export interface Keyset {
  /** With its table; null for the id alone. */
  readonly column: string | null;
  readonly id: string;
  readonly isFalling: boolean;
}

/** A place as values of a statement: undefined for the beginning. */
export interface PlaceValues {
  readonly placeValue: string | undefined;
  readonly placeId: string | undefined;
}

/** The place that values tell. */
export function placeOf({ placeValue: value, placeId: id }: PlaceValues): Place | null {
  return value === undefined || id === undefined ? null : { value, id };
}

/** Whether a row comes behind a place. */
export function behind({ column, id, isFalling }: Keyset, place: Place | null): Expression<SqlBool> {
  if (place === null) return sql<SqlBool>`true`;
  const than = isFalling ? sql`<` : sql`>`;
  return column === null
    ? sql<SqlBool>`${sql.ref(id)} ${than} ${place.id}`
    : sql<SqlBool>`(${sql.ref(column)}, ${sql.ref(id)}) ${than} (${place.value}, ${place.id})`;
}

/** What to order by. */
export function ordering({ column, id, isFalling }: Keyset): RawBuilder<unknown> {
  const direction = isFalling ? sql`desc` : sql`asc`;
  return sql.join([...(column === null ? [] : [column]), id].map((each) => sql`${sql.ref(each)} ${direction}`));
}
