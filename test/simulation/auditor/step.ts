import type { CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { claimsOf, type Memory } from './memory';
import { parsed, tokenId, type Claim, type Stored, type Token } from './stored';

/** One record that a transaction wrote. */
export interface Change {
  /** Empty for public state. */
  readonly collection: string;
  readonly key: string;
  readonly text: string | null;
  readonly before: Stored | null;
  readonly after: Stored | null;
}

/** What was, and what is: only what differs. */
export interface Turn<T> {
  readonly before: ReadonlyMap<string, T>;
  readonly after: ReadonlyMap<string, T>;
}

/** One valid transaction with all that it changed. */
export interface Step {
  readonly block: number;
  readonly transaction: CommittedTransaction;
  /** The same transaction as each organisation's stream has it. */
  readonly streams: ReadonlyMap<string, CommittedTransaction>;
  readonly name: string;
  /** The program's time and business date. */
  readonly now: string;
  readonly today: string;
  readonly changes: readonly Change[];
  readonly claims: Turn<Claim>;
  readonly tokens: Turn<Token>;
}

const DAY_MS = 86_400_000;

/** The business date of an instant in the program's zone. */
export function dateOf(instant: string, { program }: Memory): string {
  return new Date(Date.parse(instant) + (program?.utcOffsetMinutes ?? 0) * 60_000).toISOString().slice(0, 10);
}

/** The program's time at a transaction's timestamp. */
function timeOf(timestamp: string, memory: Memory): { readonly now: string; readonly today: string } {
  const now = `${new Date(Date.parse(timestamp) + memory.offsetDays * DAY_MS).toISOString().slice(0, 19)}Z`;
  return { now, today: dateOf(now, memory) };
}

/** Reads a transaction against what was known before it. */
export function stepOf(
  block: number,
  transaction: CommittedTransaction,
  streams: ReadonlyMap<string, CommittedTransaction>,
  memory: Memory,
): Step {
  const writes = [...transaction.publicWrites.map((write) => ({ collection: '', ...write })), ...transaction.privateWrites];
  const changes = writes.map(({ collection, key, value }): Change => ({
    collection,
    key,
    text: value,
    before: memory.records.get(`${collection}\n${key}`) ?? null,
    after: value === null ? null : parsed(value),
  }));
  return {
    block,
    transaction,
    streams,
    name: transaction.name,
    ...timeOf(transaction.timestamp, memory),
    changes,
    claims: differing(changes, claimsIn, ({ id }) => id),
    tokens: differing(changes, tokensIn, tokenId),
  };
}

const claimsIn = (record: Stored): readonly Claim[] => (record.kind === 'SCHEDULE' ? claimsOf(record) : []);

/** The tokens that a record holds. */
function tokensIn(record: Stored): readonly Token[] {
  if (record.kind === 'TOKEN') return [record as unknown as Token];
  return record.kind === 'RESTING' ? (record['tokens'] as readonly Token[]) : [];
}

/** The parts of all records before and after, without those that stayed as they were. */
function differing<T>(changes: readonly Change[], partsIn: (record: Stored) => readonly T[], idOf: (part: T) => string): Turn<T> {
  const collected = (pick: 'before' | 'after'): Map<string, T> =>
    new Map(changes.flatMap((change) => (change[pick] === null ? [] : partsIn(change[pick]))).map((part) => [idOf(part), part]));
  const [before, after] = [collected('before'), collected('after')];
  for (const [id, part] of before) {
    const other = after.get(id);
    if (other === undefined || textOf(other) !== textOf(part)) continue;
    before.delete(id);
    after.delete(id);
  }
  return { before, after };
}

/** A record's fields that tell, as text: where it lies and what hides it do not. */
function textOf(part: unknown): string {
  return JSON.stringify(part, (name, value: unknown) => {
    if (name === 'salt' || name === 'kind' || name === 'schemaVersion') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

/** The records of a kind as a step leaves them, with the form that they had before. */
export function changed<R extends Stored>(
  step: Step,
  kind: string,
): readonly { readonly before: R | null; readonly after: R; readonly collection: string; readonly text: string }[] {
  return step.changes.flatMap(({ before, after, collection, text }) =>
    after?.kind === kind && text !== null ? [{ before: before as R | null, after: after as R, collection, text }] : [],
  );
}
