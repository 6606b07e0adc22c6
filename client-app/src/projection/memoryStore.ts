import type { AnyRecord, Msp, RecordKind, Records } from '@tierline/chaincode/api';
import type { History, Known, Position, RecordReader, Scope, Version, Where, Which } from '../ports/books';
import type { Arrived, MissingWrite, ProjectedBlock, ProjectedWrite, WriteMoment } from '../ports/projected';
import type { ReadStore } from '../ports/readStore';
import { lookupsOf, lookupsWanted } from './lookups';
import { isBehind, receivablesIn, tokensIn } from './views';

interface Form {
  readonly record: AnyRecord | null;
  readonly at: WriteMoment;
}

/** One storage key with all the records that it ever held. */
interface Entry {
  readonly scope: Scope;
  readonly readers: readonly Msp[];
  readonly kind: RecordKind;
  readonly id: string;
  readonly forms: Form[];
}

const FIRST_PREVIOUS = '0'.repeat(64);

/** The read model in memory: for commands that come and go, and for tests. It lasts as long as its process. */
export class MemoryStore implements ReadStore {
  /** A key has an entry once a record of it has come; its deletion can come earlier. */
  readonly #byKey = new Map<string, Entry>();
  readonly #forms = new Map<string, Form[]>();
  readonly #byName = new Map<string, Entry>();
  readonly #byKind = new Map<RecordKind, Set<Entry>>();
  /** By kind and value: every entry that ever had it. */
  readonly #byLookup = new Map<string, Set<Entry>>();
  readonly #hashes: string[] = [];
  readonly #missing = new Map<string, MissingWrite>();

  boundTo(network: string): Promise<string> {
    return Promise.resolve(network);
  }

  position(): Promise<Position> {
    const missing = this.#missing.size;
    return Promise.resolve({ height: this.#hashes.length, lastHash: this.#hashes.at(-1) ?? FIRST_PREVIOUS, missing });
  }

  hashOf(block: number): Promise<string | null> {
    return Promise.resolve(this.#hashes[block] ?? null);
  }

  apply(blocks: readonly ProjectedBlock[]): Promise<void> {
    for (const { writes, missing, hash } of blocks) {
      for (const write of writes) this.#write(write);
      for (const each of missing) this.#missing.set(placeOfMissing(each), each);
      this.#hashes.push(hash);
    }
    return Promise.resolve();
  }

  missing(limit: number): Promise<readonly MissingWrite[]> {
    const chosen = [...this.#missing].slice(0, limit);
    // They go to the end, so that what never comes does not keep others from being asked for.
    for (const [place, each] of chosen) {
      this.#missing.delete(place);
      this.#missing.set(place, each);
    }
    return Promise.resolve(chosen.map(([, each]) => each));
  }

  fill(arrived: readonly Arrived[]): Promise<void> {
    for (const { missing, write } of arrived) {
      const isNew = this.#missing.delete(placeOfMissing(missing));
      if (isNew && write !== null) this.#write(write);
    }
    return Promise.resolve();
  }

  #write({ scope, key, readers, at, written }: ProjectedWrite): void {
    const place = `${scope}\n${key}`;
    const forms = this.#formsAt(place);
    forms.push({ record: written?.record ?? null, at });
    forms.sort((a, b) => a.at.block - b.at.block || a.at.place - b.at.place);
    if (written === null) return;
    const entry = this.#byKey.get(place) ?? this.#entered(place, { scope, readers, ...written, forms });
    for (const value of written.lookups) setAt(this.#byLookup, `${entry.kind}\n${value}`).add(entry);
  }

  #formsAt(place: string): Form[] {
    const forms = this.#forms.get(place) ?? [];
    this.#forms.set(place, forms);
    return forms;
  }

  #entered(place: string, entry: Entry): Entry {
    this.#byKey.set(place, entry);
    this.#byName.set(nameOf(entry.kind, entry.scope, entry.id), entry);
    setAt(this.#byKind, entry.kind).add(entry);
    return entry;
  }

  /** The entries of a kind that ever had the ids and values that are asked for. */
  #candidates(kind: RecordKind, which: Which<RecordKind>): readonly Entry[] {
    const sets = lookupsWanted(which.where ?? {}).map((values) => this.#withOneOf(kind, values));
    const [first = this.#byKind.get(kind) ?? [], ...others] = which.ids === undefined ? sets : [this.#named(kind, which), ...sets];
    return [...first].filter((entry) => others.every((set) => set.has(entry)));
  }

  #named(kind: RecordKind, { scope, ids = [] }: Which<RecordKind>): ReadonlySet<Entry> {
    if (scope !== undefined) return new Set(ids.flatMap((id) => this.#byName.get(nameOf(kind, scope, id)) ?? []));
    const named = new Set(ids);
    return new Set([...(this.#byKind.get(kind) ?? [])].filter(({ id }) => named.has(id)));
  }

  #withOneOf(kind: RecordKind, values: readonly string[]): ReadonlySet<Entry> {
    return new Set(values.flatMap((value) => [...(this.#byLookup.get(`${kind}\n${value}`) ?? [])]));
  }

  readerFor(msp: Msp): RecordReader {
    const visible = (entry: Entry | undefined): Entry | null => (entry?.readers.includes(msp) === true ? entry : null);
    const found = (kind: RecordKind, which: Which<RecordKind>): readonly Entry[] =>
      this.#candidates(kind, which)
        .filter((entry) => visible(entry) !== null && (which.scope === undefined || entry.scope === which.scope))
        .sort((a, b) => compare(a.scope, b.scope) || compare(a.id, b.id));
    return {
      find: <K extends RecordKind>(kind: K, scope: Scope, id: string) => {
        const entry = visible(this.#byName.get(nameOf(kind, scope, id)));
        return Promise.resolve(entry === null ? null : current<K>(entry));
      },
      all: <K extends RecordKind>(kind: K, which: Which<K> = {}) => {
        const known = found(kind, which as Which<RecordKind>).map((entry) => current<K>(entry));
        return Promise.resolve(known.filter((each) => each !== null).filter(({ record }) => has(record, which.where)));
      },
      histories: <K extends RecordKind>(kind: K, which: Which<K> = {}) =>
        Promise.resolve(
          found(kind, which as Which<RecordKind>).map((entry): History<Records[K]> => ({
            scope: entry.scope,
            id: entry.id,
            versions: versionsOf<K>(entry),
          })),
        ),
      tokensBehind: (scope: Scope) => {
        const recordsOf = (kind: RecordKind): readonly AnyRecord[] =>
          found(kind, { scope }).flatMap((entry) => entry.forms.at(-1)?.record ?? []);
        const receivables = new Map(
          recordsOf('SCHEDULE')
            .flatMap(receivablesIn)
            .map((each) => [each.id, each]),
        );
        const tokens = [...recordsOf('RESTING'), ...recordsOf('TOKEN')].flatMap(tokensIn);
        const behind = tokens.filter((token) => {
          const receivable = receivables.get(token.receivable);
          return receivable !== undefined && isBehind(token, receivable);
        });
        return Promise.resolve(behind.map(({ id }) => id).sort());
      },
      history: <K extends RecordKind>(kind: K, scope: Scope, id: string) => {
        const entry = visible(this.#byName.get(nameOf(kind, scope, id)));
        return Promise.resolve(entry === null ? [] : versionsOf<K>(entry));
      },
    };
  }
}

/** Whether a record has the values now, not only once. */
function has(record: AnyRecord, where: Where<RecordKind> | undefined): boolean {
  if (where === undefined) return true;
  const own = lookupsOf(record);
  return lookupsWanted(where).every((values) => values.some((value) => own.includes(value)));
}

function setAt<K, V>(sets: Map<K, Set<V>>, key: K): Set<V> {
  const known = sets.get(key) ?? new Set<V>();
  sets.set(key, known);
  return known;
}

const placeOfMissing = ({ scope, keyHash, at }: MissingWrite): string => `${scope}\n${keyHash}\n${at.block}\n${at.place}`;
const nameOf = (kind: RecordKind, scope: Scope, id: string): string => `${kind}\n${scope}\n${id}`;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function versionsOf<K extends RecordKind>({ forms }: Entry): readonly Version<Records[K]>[] {
  return forms.map(({ record, at }) => ({ record: record as Records[K] | null, at }));
}

function current<K extends RecordKind>({ scope, forms }: Entry): Known<Records[K]> | null {
  const last = forms.at(-1);
  return last === undefined || last.record === null ? null : { scope, record: last.record as Records[K], since: last.at };
}
