import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSession } from '../session/session';
import { ask, type Answer, type AskPath, type Parts, type QueryOf } from './client';
import type { Problem } from './problem';

/** How a question is asked. */
export interface Asking {
  /** Variables of the path; the program's is known. */
  readonly parts?: Parts;
  /** Whether it is asked at all. */
  readonly isWanted?: boolean;
}

/** Asks a question, in the program in which the caller works where its path names one, and keeps the answer up to date. */
export function useAsk<P extends AskPath>(
  path: P,
  query: Partial<QueryOf<P>> = {},
  { parts = {}, isWanted = true }: Asking = {},
): UseQueryResult<Answer<P>, Problem> {
  const { program } = useSession();
  const variables = path.includes('{program}') ? { program: program.id, ...parts } : parts;
  return useQuery<Answer<P>, Problem>({
    queryKey: [path, variables, query],
    queryFn: ({ signal }) => ask(path, variables, query, signal),
    enabled: isWanted && (!path.includes('{program}') || program.id !== ''),
    placeholderData: keepPreviousData,
  });
}
