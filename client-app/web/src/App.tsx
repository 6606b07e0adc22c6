import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { queries } from './api/queries';
import { LinkedPayment } from './pages/LinkedPayment';
import { Loading } from './parts/States';
import { SessionGate } from './session/SessionGate';
import { LINK, VERIFY } from './firstView';
import { Shell } from './shell/Shell';
import './shell/theme';

const Verify = lazy(() => import('./pages/Verify'));

/** The whole page. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
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
