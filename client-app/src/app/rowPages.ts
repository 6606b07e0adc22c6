import { Fault } from '@tierline/chaincode/api';
import type { Page, PageOf } from '../ports/queries';

/** Values by which rows are put in order. */
type Sortable = string | number | bigint | boolean | null;

/** How rows are ordered: by a value, equal ones by id, which no two rows share; falling when it says so. */
export interface RowOrder<T> {
  readonly id: (row: T) => string;
  readonly by?: (row: T) => Sortable;
  readonly isFalling?: boolean;
}

/**
 * A page of rows that are in memory. It goes on behind the row of which the cursor tells, also when that row has gone.
 * @throws Fault MALFORMED {field: 'after'} for a cursor that no page gave
 */
export function pageOfRows<T>(rows: readonly T[], order: RowOrder<T>, { after, limit }: PageOf): Page<T> {
  const sorted = rows.map((row) => ({ row, place: placeOf(order, row) })).sort((a, b) => compare(a.place, b.place, order));
  const from = after === null ? null : placeIn(after);
  const left = from === null ? sorted : sorted.filter(({ place }) => compare(place, from, order) > 0);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(({ row }) => row), next: last === undefined || left.length <= limit ? null : cursorOf(last.place) };
}

/** A row's value as text that sorts as the value does, and its id. */
type Place = readonly [string, string];

/** Digits of the largest amount. */
const WIDTH = 30;

function placeOf<T>({ id, by }: RowOrder<T>, row: T): Place {
  const value = by?.(row) ?? '';
  return [typeof value === 'bigint' || typeof value === 'number' ? String(value).padStart(WIDTH, '0') : String(value), id(row)];
}

function compare(a: Place, b: Place, { isFalling = false }: { readonly isFalling?: boolean }): number {
  const rising = order(a[0], b[0]) || order(a[1], b[1]);
  return isFalling ? -rising : rising;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeIn(after: string): Place {
  const place = jsonIn(after);
  const isPlace = Array.isArray(place) && place.length === 2 && place.every((part) => typeof part === 'string');
  if (!isPlace || cursorOf(place as unknown as Place) !== after) throw new Fault('MALFORMED', { field: 'after' });
  return place as unknown as Place;
}

function jsonIn(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
