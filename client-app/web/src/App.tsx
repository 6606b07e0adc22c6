import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Problem } from './api/problem';
import { LinkedPayment } from './pages/LinkedPayment';
import { Loading } from './parts/States';
import { SessionGate } from './session/SessionGate';
import { Shell } from './shell/Shell';
import './shell/theme';

const RETRIES = 3;
/** Live events make answers stale; without them they are asked again after this time. */
const STALE_MS = 60_000;

const client = new QueryClient({
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

/** Where the page of a payment behind a link is. */
const LINK = '/p';

/** Where proofs are checked: by everybody, without signing in. */
const VERIFY = '/verify';
const Verify = lazy(() => import('./pages/Verify'));

/** The whole page. */
export function App() {
  return (
    <QueryClientProvider client={client}>
      <Opened />
    </QueryClientProvider>
  );
}

function Opened() {
  if (location.pathname === LINK) return <LinkedPayment />;
  if (location.pathname === VERIFY) {
    return (
      <Suspense fallback={<Loading />}>
        <Verify />
      </Suspense>
    );
  }
  return (
    <SessionGate>
      <Shell />
    </SessionGate>
  );
}
