import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

const RETRIES = 3;
/** Live events make answers stale; without them they are asked again after this time. */
const STALE_MS = 60_000;

/** What the page has read. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      retry: (failures, error) => error instanceof Problem && error.mayRetry && failures < RETRIES,
      // A lost connection is shown as such, and asked again when it is back.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
