import type { Expression, SqlBool } from 'kysely';
import type { Scope } from '../../../ports/books';
import type { Found, Viewer } from '../../../ports/queries';
import { anyOf, beginsWith } from './terms';

/** What is sought in public state. */
export interface PublicSought {
  readonly viewer: Viewer;
  /** What an id, number or name must begin with: as it was typed, and in capitals, as ids are written. */
  readonly texts: readonly string[];
  /** Things of each sort, at most. */
  readonly limit: number;
}

/** What is sought in one program. */
export interface Sought extends PublicSought {
  readonly scope: Scope;
  readonly program: string;
}

/** Whether one of the columns begins with one of the texts. */
export function beginsWithOneOf(columns: readonly string[], texts: readonly string[]): Expression<SqlBool> {
  return anyOf(columns.flatMap((column) => texts.map((text) => beginsWith(column, text))));
}

/** The first of each list, then the second of each, ...: so that no sort of thing crowds out the others. */
export function oneOfEachInTurn(found: readonly (readonly Found[])[], limit: number): readonly Found[] {
  const ranks = Array.from({ length: limit }, (_rank, rank) => found.flatMap((each) => each[rank] ?? []));
  return ranks.flat().slice(0, limit);
}
