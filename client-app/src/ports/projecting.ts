import type { Position } from './books';
import type { ProjectedBlock } from './projected';

/** What keeps a read model up to date. */
export interface Projecting {
  /** Reads the blocks that have been committed since. @throws Fault UNAVAILABLE {reason: 'READ_MODEL'} */
  catchUp(): Promise<Position>;
  /** Asks again for private values that had not arrived; answers how many still lack. @throws as `catchUp` */
  askAgain(): Promise<number>;
  /** Tells of blocks after they were written; answers how to stop it. */
  listen(listener: (blocks: readonly ProjectedBlock[]) => void): () => void;
}
