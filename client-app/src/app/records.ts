import type { RecordKind, Records } from '@tierline/chaincode/api';
import { MAX_IDS, type Books, type LookupFields, type Where, type Which } from '../ports/books';
import { pages } from './pages';

/** The records of these ids, however many, each once, by id. */
export async function recordsNamed<K extends RecordKind>(
  books: Books,
  kind: K,
  ids: readonly string[],
  which: Which<K> = {},
): Promise<readonly Records[K][]> {
  const found: Records[K][] = [];
  for (const page of pagesOf(ids)) found.push(...(await books.all(kind, { ...which, ids: page })).map(({ record }) => record));
  return found;
}

/** The records that have one of these values in a field, however many values. A record that has several of them may come twice. */
export async function recordsWith<K extends keyof LookupFields>(
  books: Books,
  kind: K,
  field: LookupFields[K],
  values: readonly string[],
  which: Which<K> = {},
): Promise<readonly Records[K][]> {
  const found: Records[K][] = [];
  for (const page of pagesOf(values)) {
    const where = { ...which.where, [field]: page } as Where<K>;
    found.push(...(await books.all(kind, { ...which, where })).map(({ record }) => record));
  }
  return found;
}

const pagesOf = (values: readonly string[]): (readonly string[])[] => pages([...new Set(values)].sort(), MAX_IDS);
