import type { BlockViews } from '../chain';
import { doctored, type Edit } from './edit';

/** A record as JSON. */
export type Fields = { [field: string]: unknown };

/** A wrong that is done to a recorded stream, and the one invariant that it breaks. */
export interface Violation {
  readonly invariant: number;
  /** Another that is broken with it, because the one cannot be without the other. */
  readonly also?: number;
  readonly says: string;
  readonly plant: (blocks: readonly BlockViews[]) => readonly BlockViews[];
}

/** A wrong in the n-th transaction of a name, 1 = first. */
export const at = (
  invariant: number,
  says: string,
  name: string,
  nth: number,
  change: (edit: Edit, blocks: readonly BlockViews[]) => unknown,
): Violation => ({ invariant, says, plant: (blocks) => doctored(blocks, name, nth, (edit) => change(edit, blocks)) });

/** Changes the receivable of an ordinal in a schedule. */
export const receivable =
  (change: Fields | ((receivable: Fields) => Fields), ordinal = 1) =>
  (edit: Edit): Edit =>
    edit.records('SCHEDULE', (schedule) => ({
      ...schedule,
      receivables: (schedule['receivables'] as Fields[]).map((each) => (each['ordinal'] === ordinal ? changed(each, change) : each)),
    }));

/** Changes the first tokens of a schedule. */
export const firstTokens =
  (change: Fields) =>
  (edit: Edit): Edit =>
    edit.records('RESTING', (resting) => ({
      ...resting,
      tokens: (resting['tokens'] as Fields[]).map((each) => changed(each, change)),
    }));

/** Changes the token that begins at a unit. */
export const token =
  (from: string, change: Fields) =>
  (edit: Edit): Edit =>
    edit.records('TOKEN', (each) => (each['from'] === from ? changed(each, change) : each));

/** Changes records of a kind. */
export const record =
  (kind: string, change: Fields | ((record: Fields) => Fields)) =>
  (edit: Edit): Edit =>
    edit.records(kind, (each) => changed(each, change));

const changed = (each: Fields, change: Fields | ((record: Fields) => Fields)): Fields => ({
  ...each,
  ...(typeof change === 'function' ? change(each) : change),
});

/** Changes what an ask tells of its deal. */
export const deal = (change: Fields) => record('ASK', (ask) => ({ deal: { ...(ask['deal'] as Fields), ...change } }));

/** An amount and so many units more. */
export const plus = (amount: unknown, more: bigint): string => String(BigInt(amount as string) + more);

/** The lock of a transfer. */
export const lock = (ref: string, until = '2015-01-08T00:00:00Z'): Fields => ({ kind: 'TRANSFER', ref, until });
