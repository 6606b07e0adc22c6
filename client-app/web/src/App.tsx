import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { Problem } from './api/problem';
import { SessionGate } from './session/session';
import { Shell } from './shell/Shell';
import { themeOf, useAppearance } from './shell/theme';

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

/** The whole page. */
export function App() {
  const { isDark } = useAppearance();
  return (
    <ConfigProvider theme={themeOf(isDark)} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={client}>
        <SessionGate>
          <Shell />
        </SessionGate>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
