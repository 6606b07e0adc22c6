import { shouldBehaveLikeReadStore } from './readStoreBehaviour';
import { shouldBehaveLikeSqlReadStore } from './sqlReadStoreBehaviour';
import { pgliteStores } from './testStores';

describe('with PGlite', () => {
  const stores = pgliteStores();
  before(() => stores.begin());
  after(() => stores.end());
  shouldBehaveLikeReadStore(stores);
  shouldBehaveLikeSqlReadStore(stores);
});
