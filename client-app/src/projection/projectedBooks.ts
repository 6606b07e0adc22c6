import type { Msp, RecordKind, Records } from '@tierline/chaincode/api';
import type { Books, History, Known, Position, RecordReader, Scope, Version, Which } from '../ports/books';
import type { ReadStore } from '../ports/readStore';
import type { Projector } from './projector';

/** Kinds of records that every question needs and few blocks change. */
const REMEMBERED: ReadonlySet<RecordKind> = new Set<RecordKind>(['COMPANY', 'PROGRAM-HEAD', 'PROGRAM', 'CALENDAR']);
/** Records that are remembered, at most. */
const MAX_REMEMBERED = 10_000;

/** An organisation's books over a read model that a projector keeps. Companies and programs are remembered until the next block. */
export class ProjectedBooks implements Books {
  readonly #reader: RecordReader;
  #remembered = new Map<string, Promise<Known | null>>();

  constructor(
    private readonly projector: Projector,
    private readonly store: ReadStore,
    msp: Msp,
  ) {
    this.#reader = store.readerFor(msp);
    projector.listen(() => void (this.#remembered = new Map()));
  }

  catchUp(): Promise<Position> {
    return this.projector.catchUp();
  }

  position(): Promise<Position> {
    return this.store.position();
  }

  find<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null> {
    return REMEMBERED.has(kind) ? this.#remember(kind, scope, id) : this.#reader.find(kind, scope, id);
  }

  /** What is found while a block is written goes with the memory of before it. Nothing that is not there is remembered, nor a failure. */
  #remember<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null> {
    const memory = this.#remembered;
    const name = JSON.stringify([kind, scope, id]);
    const known = memory.get(name) as Promise<Known<Records[K]> | null> | undefined;
    if (known !== undefined) return known;
    const found = this.#reader.find(kind, scope, id);
    if (memory.size < MAX_REMEMBERED) memory.set(name, found);
    found.then((record) => void (record === null && memory.delete(name))).catch(() => void memory.delete(name));
    return found;
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
