import { queryOptions } from '@tanstack/react-query';
import type { Me } from '../api/answers';
import { ask } from '../api/client';
import type { Problem } from '../api/problem';
import { keepIdentity } from './identity';

/** Who is signed in. */
export const WHO_ASKS = queryOptions<Me, Problem>({
  queryKey: ['/me'],
  queryFn: async ({ signal }) => {
    const me = await ask('/me', {}, {}, signal);
    keepIdentity(me);
    return me;
  },
});
