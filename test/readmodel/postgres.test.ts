import { describeOnPostgres, storesIn } from './clusters';
import { shouldBehaveLikeReadStore } from './readStoreBehaviour';
import { shouldBehaveLikeSqlReadStore } from './sqlReadStoreBehaviour';

describeOnPostgres('with PostgreSQL as an ordinary role', (cluster) => {
  shouldBehaveLikeReadStore('PostgreSQL', storesIn(cluster));
  shouldBehaveLikeSqlReadStore('PostgreSQL', storesIn(cluster));
});
