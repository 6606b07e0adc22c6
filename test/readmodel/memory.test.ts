import { shouldBehaveLikeReadStore } from './readStoreBehaviour';
import { memoryStores } from './testStores';

shouldBehaveLikeReadStore('memory', memoryStores);
