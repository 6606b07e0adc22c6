import { canonicalText, Fault } from '@tierline/chaincode/api';
import { z } from 'zod';
import { MAX_PAGE, type Page, type PageOf } from '../../../ports/queries';

/** Characters of a cursor, at most. */
const MAX_CURSOR = 1_000;

/** Where a page ended: the last row's value by which the list is ordered, and what tells equal ones apart. */
export interface Place {
  readonly value: string;
  readonly id: string;
}

const cursor = z.strictObject({ list: z.string(), value: z.string().max(100), id: z.string().max(200) });

/**
 * A list in one order, page by page: each page begins behind the last row of the one before, so that rows which come or go
 * meanwhile shift nothing. A cursor belongs to the list and order that gave it.
 */
export class Paging {
  /**
   * @param list names the list with its order
   * @param isValue what the value of a place must look like
   */
  constructor(
    private readonly list: string,
    private readonly isValue: (value: string) => boolean,
  ) {}

  /** Where a page begins, and how many rows to read: one more than its items. @throws Fault MALFORMED {field: 'limit' | 'after'} */
  begin({ after, limit }: PageOf): { readonly place: Place | null; readonly rows: number } {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
      throw new Fault('MALFORMED', { field: 'limit', value: String(limit), limit: `1..${MAX_PAGE}` });
    }
    return { place: after === null ? null : this.#placeIn(after), rows: limit + 1 };
  }

  /** The page that rows make. */
  page<Row, T>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Place, itemOf: (row: Row) => T): Page<T> {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(itemOf),
      next: rows.length > limit && last !== undefined ? textOf({ list: this.list, ...placeOf(last) }) : null,
    };
  }

  #placeIn(after: string): Place {
    const parsed = cursor.safeParse(jsonIn(after));
    // Only the one text that a page gives for a place is taken.
    const isOurs = parsed.success && parsed.data.list === this.list && this.isValue(parsed.data.value) && textOf(parsed.data) === after;
    if (!isOurs || parsed.data.id.includes('\0')) throw new Fault('MALFORMED', { field: 'after' });
    return { value: parsed.data.value, id: parsed.data.id };
  }
}

const textOf = (place: z.output<typeof cursor>): string => Buffer.from(canonicalText({ ...place })).toString('base64url');

function jsonIn(after: string): unknown {
  if (after.length > MAX_CURSOR) return null;
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return null;
  }
}
