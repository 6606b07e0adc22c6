import type { AsyncLocalStorage } from 'node:async_hooks';
import type { DevelopmentIssuer } from '../../ports/signIn';

/**
 * Puts out what the library keeps of a request while it has none. On Node 20 every promise of the whole process costs more for as
 * long as such a storage is in use, and it stays in use after the first request until somebody puts it out.
 */
export function resting(storage: AsyncLocalStorage<unknown>, handle: DevelopmentIssuer['handle']): DevelopmentIssuer['handle'] {
  let underWay = 0;
  return (request, response, language) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (underWay === 0) storage.disable();
    });
    handle(request, response, language);
  };
}
