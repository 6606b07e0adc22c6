import { createHash } from 'node:crypto';
import type { CommittedTransaction, PrivateWrite } from '@tierline/client-app/dist/ports/ledger';
import { canonical } from '../auditor/canonical';
import { factsRootOf } from '../auditor/factsRoot';
import type { BlockViews } from '../chain';

type Record = { [field: string]: unknown };
type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? { -readonly [F in keyof E]: E[F] }[] : T[K] };
/** A transaction of a copied block, which may be written to. */
export type OpenTransaction = Open<CommittedTransaction>;

const REGULATOR = 'RegulatorMSP';

/** SHA-256 of text, hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A transaction that is changed in the copies of all streams, and sealed again so that nothing else is wrong with it. */
export class Edit {
  /** By organisation. */
  readonly streams: ReadonlyMap<string, OpenTransaction>;
  #isSealed = true;

  constructor(views: BlockViews, place: number) {
    this.streams = new Map([...views].map(([msp, { transactions }]) => [msp, transactions[place] as OpenTransaction]));
  }

  /** Changes records of a kind, wherever they lie; `null` leaves the write out. @throws Error when none was written there */
  records(kind: string, change: (record: Record) => Record | null): this {
    return this.texts(kind, (text) => {
      const after = change(JSON.parse(text) as Record);
      return after === null ? null : canonical(after);
    });
  }

  /** Changes the stored text of records of a kind; `null` leaves the write out. @throws Error when none was written there */
  texts(kind: string, change: (text: string) => string | null): this {
    let changed = 0;
    const edited = <W extends { readonly value: string | null }>(write: W): W[] => {
      if (write.value === null || (JSON.parse(write.value) as Record)['kind'] !== kind) return [write];
      changed += 1;
      const after = change(write.value);
      return after === null ? [] : [{ ...write, value: after }];
    };
    for (const transaction of this.streams.values()) {
      transaction.publicWrites = transaction.publicWrites.flatMap(edited);
      transaction.privateWrites = transaction.privateWrites.flatMap((write) => {
        const after = edited(write);
        this.#hash(transaction, write, after[0]?.value);
        return after;
      });
    }
    if (changed === 0) throw new Error(`no ${kind} was written there`);
    return this;
  }

  /** The text that the regulator received of a kind. */
  textOf(kind: string): string {
    const writes = this.streams.get(REGULATOR)?.privateWrites ?? [];
    const found = writes.find(({ value }) => value !== null && (JSON.parse(value) as Record)['kind'] === kind);
    if (found?.value == null) throw new Error(`no ${kind} was written there`);
    return found.value;
  }

  /** Adds a private write to every stream that has others of its collection. */
  add({ collection, key, value }: PrivateWrite): this {
    return this.transaction((each) => {
      if (each.privateWrites.some((write) => write.collection === collection)) each.privateWrites.push({ collection, key, value });
      each.hashedWrites.push({ collection, keyHash: sha256(key), valueHash: value === null ? null : sha256(value) });
    });
  }

  /** Leaves the root in the event as it is, whatever is written. */
  unsealed(): this {
    this.#isSealed = false;
    return this;
  }

  #hash(transaction: OpenTransaction, { collection, key }: { collection: string; key: string }, value: string | null | undefined): void {
    const keyHash = sha256(key);
    transaction.hashedWrites = transaction.hashedWrites.flatMap((hashed) => {
      if (hashed.collection !== collection || hashed.keyHash !== keyHash) return [hashed];
      return value === undefined ? [] : [{ ...hashed, valueHash: value === null ? null : sha256(value) }];
    });
  }

  /** Changes the transaction itself, in all streams. */
  transaction(change: (transaction: OpenTransaction) => void): this {
    for (const transaction of this.streams.values()) change(transaction);
    return this;
  }

  /** Changes the event. */
  event(change: (event: Record) => Record): this {
    return this.transaction((transaction) => {
      const payload = change(JSON.parse(transaction.event?.payload ?? '{}') as Record);
      transaction.event = { name: transaction.event?.name ?? '', payload: JSON.stringify(payload) };
    });
  }

  /** Puts the root of what is written now into the event. */
  seal(): void {
    if (!this.#isSealed) return;
    const { publicWrites, privateWrites } = this.streams.get(REGULATOR) as OpenTransaction;
    const writes = [...publicWrites.map((write) => ({ collection: '', ...write })), ...privateWrites];
    const factsRoot = factsRootOf(writes.map(({ collection, key, value }) => ({ collection, key, text: value })));
    this.event((event) => ({ ...event, factsRoot }));
  }
}

/** The first write of a transaction of a name that holds a record which suits. */
export function writeOf(blocks: readonly BlockViews[], name: string, suits: (record: Record) => boolean): PrivateWrite {
  const transactions = blocks.flatMap((views) => views.get(REGULATOR)?.transactions ?? []).filter((each) => each.name === name);
  const found = transactions
    .flatMap(({ privateWrites }) => privateWrites)
    .find(({ value }) => value !== null && suits(JSON.parse(value) as Record));
  if (found === undefined) throw new Error(`${name} wrote no such record`);
  return found;
}

/** A copy of blocks in which the n-th transaction of a name (1 = first) is edited. */
export function doctored(blocks: readonly BlockViews[], name: string, nth: number, change: (edit: Edit) => void): readonly BlockViews[] {
  const copy = blocks.map((views) => structuredClone(views));
  let seen = 0;
  for (const views of copy) {
    for (const [place, transaction] of (views.get(REGULATOR)?.transactions ?? []).entries()) {
      if (transaction.name !== name || transaction.code !== 'VALID') continue;
      seen += 1;
      if (seen !== nth) continue;
      const edit = new Edit(views, place);
      change(edit);
      edit.seal();
      return copy;
    }
  }
  throw new Error(`there is no ${name} number ${nth}`);
}
