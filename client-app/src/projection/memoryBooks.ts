import {
  collectionConfigs,
  fromWire,
  idOfRecord,
  isRecordKind,
  type AnyRecord,
  type NetworkDefinition,
  type RecordKind,
  type Records,
} from '@tierline/chaincode/api';
import type { Books, History, Known, Moment, Position, Scope, Version } from '../ports/books';
import type { CommittedBlock, CommittedTransaction, Ledger } from '../ports/ledger';

interface Entry {
  readonly scope: Scope;
  readonly id: string;
  readonly kind: RecordKind;
  readonly versions: Version[];
}

const FIRST_PREVIOUS = '0'.repeat(64);

/**
 * An organisation's books in memory, projected from its own stream of blocks. A block is taken as a whole: it must follow
 * the last one by number and by hash.
 */
export class MemoryBooks implements Books {
  readonly #entries = new Map<string, Entry>();
  readonly #byKey = new Map<string, Entry>();
  readonly #collections: ReadonlySet<string>;
  #height = 0;
  #lastHash = FIRST_PREVIOUS;
  #missing = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    network: NetworkDefinition,
  ) {
    this.#collections = new Set(
      collectionConfigs(network)
        .filter(({ members }) => members.includes(ledger.msp))
        .map(({ name }) => name),
    );
  }

  async catchUp(): Promise<Position> {
    const reading = this.#reading.then(() => this.#read());
    this.#reading = reading.catch(() => undefined);
    await reading;
    return this.position();
  }

  async #read(): Promise<void> {
    for await (const block of this.ledger.blocks(this.#height)) this.#apply(block);
  }

  position(): Promise<Position> {
    return Promise.resolve({ height: this.#height, lastHash: this.#lastHash, missing: this.#missing });
  }

  #apply(block: CommittedBlock): void {
    if (block.number !== this.#height) throw new Error(`block ${this.#height} was expected and ${block.number} came`);
    if (block.number > 0 && block.previousHash !== this.#lastHash)
      throw new Error(`block ${block.number} does not follow the block before it`);
    for (const transaction of block.transactions) {
      if (transaction.code === 'VALID') this.#applyTransaction(block.number, transaction);
    }
    this.#height += 1;
    this.#lastHash = block.hash;
  }

  #applyTransaction(block: number, transaction: CommittedTransaction): void {
    const at: Moment = { block, transactionId: transaction.id, transaction: transaction.name, timestamp: transaction.timestamp };
    for (const { key, value } of transaction.publicWrites) this.#write('', key, value, at);
    for (const { collection, key, value } of transaction.privateWrites) this.#write(collection, key, value, at);
    const entitled = transaction.hashedWrites.filter(({ collection }) => this.#collections.has(collection)).length;
    this.#missing += Math.max(0, entitled - transaction.privateWrites.length);
  }

  #write(scope: Scope, key: string, value: string | null, at: Moment): void {
    const place = `${scope}\n${key}`;
    if (value === null) {
      this.#byKey.get(place)?.versions.push({ record: null, at });
      return;
    }
    const parsed = JSON.parse(value) as { readonly kind?: string };
    if (parsed.kind === undefined || !isRecordKind(parsed.kind)) return;
    const { salt: _salt, ...record } = fromWire<AnyRecord & { readonly salt?: string }>(parsed);
    this.#entry(place, scope, record).versions.push({ record: record, at });
  }

  #entry(place: string, scope: Scope, record: AnyRecord): Entry {
    const known = this.#byKey.get(place);
    if (known !== undefined) return known;
    const entry: Entry = { scope, id: idOfRecord(record), kind: record.kind, versions: [] };
    this.#byKey.set(place, entry);
    this.#entries.set(nameOf(entry.kind, scope, entry.id), entry);
    return entry;
  }

  find<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<Known<Records[K]> | null> {
    const entry = this.#entries.get(nameOf(kind, scope, id));
    return Promise.resolve(entry === undefined ? null : current<K>(entry));
  }

  all<K extends RecordKind>(kind: K, scope?: Scope): Promise<readonly Known<Records[K]>[]> {
    return Promise.resolve(
      this.#of(kind, scope)
        .map((entry) => current<K>(entry))
        .filter((known) => known !== null),
    );
  }

  histories<K extends RecordKind>(kind: K, scope?: Scope): Promise<readonly History<Records[K]>[]> {
    return Promise.resolve(this.#of(kind, scope) as unknown as readonly History<Records[K]>[]);
  }

  #of(kind: RecordKind, scope?: Scope): readonly Entry[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.kind === kind && (scope === undefined || entry.scope === scope))
      .sort((a, b) => compare(a.scope, b.scope) || compare(a.id, b.id));
  }

  history<K extends RecordKind>(kind: K, scope: Scope, id: string): Promise<readonly Version<Records[K]>[]> {
    return Promise.resolve((this.#entries.get(nameOf(kind, scope, id))?.versions ?? []) as unknown as readonly Version<Records[K]>[]);
  }
}

const nameOf = (kind: RecordKind, scope: Scope, id: string): string => `${kind}\n${scope}\n${id}`;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function current<K extends RecordKind>({ scope, versions }: Entry): Known<Records[K]> | null {
  const last = versions.at(-1);
  return last === undefined || last.record === null ? null : { scope, record: last.record as Records[K], since: last.at };
}
