import { FIRST } from './first';

/** One step of the schema: its statements run in order, in one database transaction. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** All steps, oldest first; a step's number is its place, from 1. A step that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [{ name: 'first', statements: FIRST }];
