import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSession } from '../session/session';
import { ask, type Answer, type AskPath, type Parts, type QueryOf } from './client';
import type { Problem } from './problem';

/** Rows of one request. */
const PAGE = 200;
/** Most rows that are read of a list by itself. */
export const MOST_READ = 5_000;
/** Requests for one whole list. */
const MOST_PARTS = MOST_READ / PAGE;

/** Names under which pages have their rows. */
const NAMES = ['items', 'rows', 'lines', 'work', 'offers', 'versions', 'people', 'keys'] as const;
type Name = (typeof NAMES)[number];

/** Questions that are answered part after part. */
export type PagedPath = { [P in AskPath]: Answer<P> extends { readonly next: string | null } ? P : never }[AskPath];

/** A row of such an answer. */
export type RowOf<P extends PagedPath> = {
  [N in Name]: Answer<P> extends { readonly [K in N]: readonly (infer R)[] } ? R : never;
}[Name];

/** A list that is read part after part. */
export interface Pages<T> {
  readonly rows: readonly T[] | undefined;
  readonly problem: Problem | null;
  readonly again: () => void;
  /** Reads the next part; undefined at the end. */
  readonly more: (() => void) | undefined;
}

interface Part<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Reads a list part after part, of the program in which the caller works where its path names one. */
export function usePages<P extends PagedPath>(path: P, query: Partial<QueryOf<P>> = {}, parts: Parts = {}): Pages<RowOf<P>> {
  const { program } = useSession();
  const variables = path.includes('{program}') ? { program: program.id, ...parts } : parts;
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery<
    Part<RowOf<P>>,
    Problem,
    { readonly pages: readonly Part<RowOf<P>>[] },
    readonly unknown[],
    string | undefined
  >({
    queryKey: [path, 'pages', variables, query],
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam === undefined ? { limit: PAGE } : { limit: PAGE, after: pageParam };
      return partOf<RowOf<P>>(await ask(path, variables, { ...query, ...page }, signal));
    },
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const again = useCallback(() => void refetch(), [refetch]);
  return { rows, problem: error, again, more: hasNextPage ? more : undefined };
}

/** A list that is read whole. */
export type Whole<T> = Omit<Pages<T>, 'more'>;

/** Reads a whole list, for what is chosen from or summed up: at most {@link MOST_READ} rows. */
export function useWhole<P extends PagedPath>(path: P, { isWanted = true }: { readonly isWanted?: boolean } = {}): Whole<RowOf<P>> {
  const { program } = useSession();
  const variables = path.includes('{program}') ? { program: program.id } : {};
  const { data, error, refetch } = useQuery<readonly RowOf<P>[], Problem>({
    queryKey: [path, 'whole', variables],
    queryFn: async ({ signal }) => {
      const rows: RowOf<P>[] = [];
      let after: string | null = null;
      for (let parts = 0; parts < MOST_PARTS; parts += 1) {
        const query: Readonly<Record<string, unknown>> = after === null ? { limit: PAGE } : { limit: PAGE, after };
        const { items, next } = partOf<RowOf<P>>(await ask(path, variables, query as Partial<QueryOf<P>>, signal));
        rows.push(...items);
        after = next;
        if (after === null) break;
      }
      return rows;
    },
    enabled: isWanted && (!path.includes('{program}') || program.id !== ''),
    placeholderData: keepPreviousData,
  });
  const again = useCallback(() => void refetch(), [refetch]);
  return { rows: data, problem: error, again };
}

function partOf<T>(answer: object): Part<T> {
  const told = answer as Readonly<Record<string, unknown>>;
  const items = NAMES.map((name) => told[name]).find((value) => Array.isArray(value));
  return { items: (items ?? []) as readonly T[], next: (told['next'] ?? null) as string | null };
}
