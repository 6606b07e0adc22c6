import { describeOnPostgres, storesIn } from './clusters';
import { shouldBehaveLikeReadStore } from './readStoreBehaviour';
import { shouldBehaveLikeSqlReadStore } from './sqlReadStoreBehaviour';

describeOnPostgres('with PostgreSQL, as an ordinary role', (cluster) => {
  const stores = storesIn(cluster);
  before(() => stores.begin());
  after(() => stores.end());
  shouldBehaveLikeReadStore(stores);
  shouldBehaveLikeSqlReadStore(stores);
});
