import type { NetworkDefinition } from '@tierline/chaincode/api';
import type { Books } from '@tierline/client-app/dist/ports/books';
import type { BlockSource } from '@tierline/client-app/dist/ports/ledger';
import { unitedFeed } from '@tierline/client-app/dist/projection/feed';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { ProjectedBooks } from '@tierline/client-app/dist/projection/projectedBooks';
import { Projector } from '@tierline/client-app/dist/projection/projector';

/** The books of one organisation alone, in memory, from its own stream of blocks. */
export function booksOf(source: BlockSource, network: NetworkDefinition): Books {
  const store = new MemoryStore();
  return new ProjectedBooks(new Projector(unitedFeed([source], network), store, network), store, source.msp);
}
