import { shouldBehaveLikeReadStore } from './readStoreBehaviour';
import { memoryStores } from './testStores';

describe('in memory', () => {
  shouldBehaveLikeReadStore(memoryStores);
});
