import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSession } from '../session/session';
import { ask, type Parameters } from './ask';
import type { Problem } from './problem';

/** How long an answer is awaited and kept. */
export interface Asking {
  /** Whether it is asked at all. */
  readonly isWanted?: boolean;
}

/** Asks a question and keeps its answer up to date. @param path below `/api/v1` */
export function useAsk<T>(path: string, parameters: Parameters = {}, { isWanted = true }: Asking = {}): UseQueryResult<T, Problem> {
  return useQuery<T, Problem>({
    queryKey: [path, parameters],
    queryFn: ({ signal }) => ask<T>(path, parameters, signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
}

/** Asks a question about the program in which the caller works. @param path below it, as `/worklist` */
export function useProgram<T>(path: string, parameters: Parameters = {}, asking: Asking = {}): UseQueryResult<T, Problem> {
  const { program } = useSession();
  return useAsk<T>(`/programs/${encodeURIComponent(program.id)}${path}`, parameters, {
    isWanted: program.id !== '' && asking.isWanted !== false,
  });
}
