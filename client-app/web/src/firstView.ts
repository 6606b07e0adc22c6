import { queries } from './api/queries';
import { WHO_ASKS } from './session/whoAsks';
import { loadKit, PAGES } from './shell/pages';
import { matched } from './shell/router';

/** Where the page of a payment behind a link is. */
export const LINK = '/p';
/** Where proofs are checked: by everybody, without signing in. */
export const VERIFY = '/verify';

/** Begins all that the first view waits for at once, and not one after the other: who is signed in, and the page that is opened. */
export function beginFirstView(): void {
  const { pathname } = location;
  if (pathname === LINK || pathname === VERIFY) return;
  void queries.prefetchQuery(WHO_ASKS);
  const page = PAGES.find(({ path }) => matched(path, pathname) !== null);
  if (page === undefined) return;
  // What cannot be loaded is loaded again, and told, where it is shown.
  const parts = page.isPlain === true ? [page.load()] : [page.load(), loadKit()];
  void Promise.allSettled(parts);
}
