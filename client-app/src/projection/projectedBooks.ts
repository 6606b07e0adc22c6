import type { Msp, RecordKind, Records } from '@tierline/chaincode/api';
import type { Books, History, Known, Position, RecordReader, Scope, Version, Which } from '../ports/books';
import type { ReadStore } from '../ports/readStore';
import type { Projector } from './projector';

/** An organisation's books over a read model that a projector keeps. */
export class ProjectedBooks implements Books {
  readonly #reader: RecordReader;

  constructor(
    private readonly projector: Projector,
    private readonly store: ReadStore,
    msp: Msp,
  ) {
    this.#reader = store.readerFor(msp);
  }

  catchUp(): Promise<Position> {
    return this.projector.catchUp();
  }

  position(): Promise<Position> {
    return this.store.position();
  }

  find<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null> {
    return this.#reader.find(kind, scope, id);
  }

  all<K extends RecordKind>(kind: K, which?: Which<K>): Promise<readonly Known<Records[K]>[]> {
    return this.#reader.all(kind, which);
  }

  histories<K extends RecordKind>(kind: K, which?: Which<K>): Promise<readonly History<Records[K]>[]> {
    return this.#reader.histories(kind, which);
  }

  tokensBehind(scope: Scope): Promise<readonly string[]> {
    return this.#reader.tokensBehind(scope);
  }

  history<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<readonly Version<Records[K]>[]> {
    return this.#reader.history(kind, scope, id);
  }
}
