import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSession } from '../session/session';
import type { PageOf } from './answers';
import { ask, type Parameters } from './ask';
import type { Problem } from './problem';

/** Rows of one request. */
const PAGE = 200;

/** A list that is read part after part. */
export interface Pages<T> {
  readonly rows: readonly T[] | undefined;
  readonly problem: Problem | null;
  readonly again: () => void;
  /** Reads the next part; undefined at the end. */
  readonly more: (() => void) | undefined;
  readonly isReading: boolean;
}

/** Reads a list of the program part after part. @param path below the program; or below `/api/v1` when it begins with `//` */
export function usePages<T>(path: string, parameters: Parameters = {}): Pages<T> {
  const { program } = useSession();
  const full = path.startsWith('//') ? path.slice(1) : `/programs/${encodeURIComponent(program.id)}${path}`;
  const query = useInfiniteQuery<PageOf<T>, Problem, { readonly pages: readonly PageOf<T>[] }, readonly unknown[], string | undefined>({
    queryKey: [full, 'pages', parameters],
    queryFn: async ({ pageParam, signal }) => rowsIn<T>(await ask(full, { ...parameters, limit: PAGE, after: pageParam }, signal)),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const again = useCallback(() => void refetch(), [refetch]);
  return { rows, problem: error, again, more: hasNextPage ? more : undefined, isReading: isFetchingNextPage };
}

/** A page whose rows have a name of their own. */
function rowsIn<T>(answer: Readonly<Record<string, unknown>>): PageOf<T> {
  const items = ['items', 'rows', 'lines', 'work', 'offers'].map((name) => answer[name]).find((value) => Array.isArray(value));
  return { items: (items ?? []) as readonly T[], next: (answer['next'] ?? null) as string | null };
}
