import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { corrupt } from './corruption';
import { diskFault } from './diskFault';
import { heldByAnother } from '../holder';
import type { Head, PrivatePart, StateRecord, StoredHead } from './records';
import { NO_SEAL, Seal } from './seal';
import type { StateView } from './simulation';
import { makeFolder } from '../localCa/folder';
import type { StateChanges } from './stateChanges';
import { blockKey, HEAD, privatePartKey, privatePartsOf, transactionKey, type KeyRange } from './storeKeys';

type Database = ClassicLevel;
type Snapshot = ReturnType<Database['snapshot']>;
type Operation = { readonly type: 'put'; readonly key: string; readonly value: string } | { readonly type: 'del'; readonly key: string };

const HASH_LENGTH = 64;
const READ_AHEAD_BYTES = 2 ** 20;

/** A block to append, with everything that it changes. */
export interface AppendedBlock {
  /** The number after the newest block's. */
  readonly number: number;
  /** SHA-256 of `text`, lower-case hex. */
  readonly hash: string;
  /** Canonical JSON of its public part. */
  readonly text: string;
  /** Its private parts by collection. */
  readonly privateParts: ReadonlyMap<string, PrivatePart>;
  /** Earlier private parts from which purged values were removed, by store key. */
  readonly scrubbedParts: ReadonlyMap<string, PrivatePart>;
  /** What it changes in the state. */
  readonly changes: StateChanges;
  /** Ids of its transactions, without those that an earlier block holds. */
  readonly transactionIds: readonly string[];
}

/** A consistent view of the state, to be closed after use. */
export interface OpenView extends StateView {
  close(): Promise<void>;
}

/** The LevelDB database beneath the embedded ledger. One process holds it at a time. */
export class Store implements StateView {
  private constructor(
    private readonly database: Database,
    /** Where it lies. */
    readonly directory: string,
  ) {}

  /**
   * Opens or creates the database in `directory`.
   * @throws Fault UNAVAILABLE when another process holds it (`heldBy`, `command`, `since`), when its disk fails (`file`,
   *   `reason`, `mend`) or when it is corrupt
   */
  static async open(directory: string): Promise<Store> {
    await makeFolder(directory);
    const database: Database = new ClassicLevel(join(directory, 'ledger'), { keyEncoding: 'utf8', valueEncoding: 'utf8' });
    try {
      await database.open();
    } catch (error) {
      const { cause } = error as { cause?: { code?: string; message?: string } };
      if (cause?.code === 'LEVEL_LOCKED') throw await heldByAnother(directory);
      throw diskFault(error, directory) ?? corrupt('DATABASE', { problem: cause?.message ?? String(error) });
    }
    return new Store(database, directory);
  }

  /** The newest block; null in a new store. */
  head(): StoredHead | null {
    const text = this.database.getSync(HEAD);
    return text === undefined ? null : (JSON.parse(text) as StoredHead);
  }

  record(storeKey: string): StateRecord | null {
    return recordOf(this.database.getSync(storeKey));
  }

  scan(range: KeyRange, limit: number): Promise<readonly (readonly [string, StateRecord])[]> {
    return scanned(this.database, range, limit);
  }

  /** A view of the state as of now, which later blocks do not change; it reads a key once. */
  view(): OpenView {
    const snapshot = this.database.snapshot();
    return {
      record: readOnce((storeKey) => recordOf(this.database.getSync(storeKey, { snapshot }))),
      scan: (range, limit) => scanned(this.database, range, limit, snapshot),
      close: () => snapshot.close(),
    };
  }

  /** A block's hash and the canonical JSON of its public part; null when there is none of this number. */
  block(number: number): { readonly hash: string; readonly text: string } | null {
    const stored = this.database.getSync(blockKey(number));
    return stored === undefined ? null : { hash: stored.slice(0, HASH_LENGTH), text: stored.slice(HASH_LENGTH) };
  }

  /** A block's private part for one collection; empty when it has none. */
  privatePart(collection: string, number: number): PrivatePart {
    const text = this.database.getSync(privatePartKey(collection, number));
    return text === undefined ? [] : (JSON.parse(text) as PrivatePart);
  }

  /** All private parts of one collection, by store key, in the order of the blocks. */
  async *privateParts(collection: string): AsyncIterable<readonly [string, PrivatePart]> {
    const { start, end } = privatePartsOf(collection);
    for await (const [key, text] of this.database.iterator({ gte: start, lt: end })) yield [key, JSON.parse(text) as PrivatePart];
  }

  /** Everything that is stored, as text, but the note of the newest block. */
  async *everything(): AsyncIterable<[string, string]> {
    for await (const entry of this.database.iterator({ highWaterMarkBytes: READ_AHEAD_BYTES })) if (entry[0] !== HEAD) yield entry;
  }

  /** Everything stored in a range, as text. */
  entries({ start, end }: KeyRange): AsyncIterable<[string, string]> {
    return this.database.iterator({ gte: start, lt: end });
  }

  /** The number of the block that holds a transaction; null when none does. */
  blockOf(transactionId: string): number | null {
    const text = this.database.getSync(transactionKey(transactionId));
    return text === undefined ? null : Number(text);
  }

  /** Appends a block with all its effects in one batch that is on disk when the promise resolves. */
  async append(block: AppendedBlock): Promise<void> {
    const operations: Operation[] = [
      { type: 'put', key: blockKey(block.number), value: block.hash + block.text },
      ...block.transactionIds.map((id) => ({ type: 'put', key: transactionKey(id), value: String(block.number) }) as const),
    ];
    for (const [key, part] of block.scrubbedParts) operations.push({ type: 'put', key, value: JSON.stringify(part) });
    for (const [collection, part] of block.privateParts) {
      operations.push({ type: 'put', key: privatePartKey(collection, block.number), value: JSON.stringify(part) });
    }
    for (const [key, record] of block.changes) {
      operations.push(record === null ? { type: 'del', key } : { type: 'put', key, value: recordText(record) });
    }
    await this.write(operations, { height: block.number + 1, hash: block.hash });
  }

  /** Notes the seal of a store that has none. */
  async keepSeal(seal: string): Promise<void> {
    const head = this.head();
    if (head !== null) await this.database.put(HEAD, JSON.stringify({ ...head, seal } satisfies StoredHead), { sync: true });
  }

  private async write(operations: readonly Operation[], head: Head): Promise<void> {
    const seal = new Seal(this.head()?.seal ?? NO_SEAL);
    for (const operation of operations) {
      const before = this.database.getSync(operation.key);
      if (before !== undefined) seal.remove(operation.key, before);
      if (operation.type === 'put') seal.add(operation.key, operation.value);
    }
    const noted: StoredHead = { ...head, seal: seal.toString() };
    await this.database.batch([...operations, { type: 'put', key: HEAD, value: JSON.stringify(noted) }], { sync: true });
  }

  /** Closes the database and gives its lock back. */
  close(): Promise<void> {
    return this.database.close();
  }
}

/** Reads each key once and answers it from memory afterwards: for a state that does not change while it is read. */
export function readOnce(read: StateView['record']): StateView['record'] {
  const known = new Map<string, StateRecord | null>();
  return (storeKey) => {
    const before = known.get(storeKey);
    if (before !== undefined) return before;
    const record = read(storeKey);
    known.set(storeKey, record);
    return record;
  };
}

/** A state record as it is stored. */
export function recordText({ value, version, policy }: StateRecord): string {
  return JSON.stringify([version.block, version.transaction, policy, value]);
}

function recordOf(text: string | undefined): StateRecord | null {
  if (text === undefined) return null;
  const [block, transaction, policy, value] = JSON.parse(text) as [number, number, string | null, string];
  return { value, version: { block, transaction }, policy };
}

async function scanned(database: Database, { start, end }: KeyRange, limit: number, snapshot?: Snapshot): Promise<[string, StateRecord][]> {
  const iterator = database.iterator({ gte: start, lt: end, limit, ...(snapshot === undefined ? {} : { snapshot }) });
  const found = await iterator.all();
  return found.flatMap(([key, text]) => {
    const record = recordOf(text);
    return record === null ? [] : [[key, record] as [string, StateRecord]];
  });
}
