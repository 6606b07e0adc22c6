import type { Msp } from '@tierline/chaincode/api';
import type { Books } from '../ports/books';
import type { ReadStore } from '../ports/readStore';
import type { Projector } from './projector';

/** An organisation's books over a read model that a projector keeps. */
export function projectedBooks(projector: Projector, store: ReadStore, msp: Msp): Books {
  const { find, all, histories, history } = store.readerFor(msp);
  return { find, all, histories, history, catchUp: () => projector.catchUp(), position: () => store.position() };
}
