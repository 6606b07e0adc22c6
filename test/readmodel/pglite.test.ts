import { shouldBehaveLikeReadStore } from './readStoreBehaviour';
import { shouldBehaveLikeSqlReadStore } from './sqlReadStoreBehaviour';
import { pgliteStores } from './testStores';

shouldBehaveLikeReadStore('PGlite', pgliteStores());
shouldBehaveLikeSqlReadStore('PGlite', pgliteStores());
