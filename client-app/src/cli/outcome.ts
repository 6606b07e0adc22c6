import type { ProgramView } from '../app/programs';
import { zone } from './text';

/** What a command answers: the same in words and as JSON. */
export interface Outcome {
  /** Fields of the JSON document; amounts as bigint become digit strings. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Lines for people. */
  readonly lines: readonly string[];
  /** False when something was refused without an error: the exit code is 2. */
  readonly ok: boolean;
  /** The program that it is about; its mode and date head every output. */
  readonly view: ProgramView | null;
}

/** An answer that is all well. */
export function answer(view: ProgramView | null, json: Outcome['json'], lines: readonly string[]): Outcome {
  return { view, json, lines, ok: true };
}

/** How a program is named above every output: a DEMO program can never be taken for a real one. */
export function headline({ id, head, time, program }: ProgramView): string {
  return `${id}: ${head.mode}, business date ${time.today} (${zone(program.utcOffsetMinutes)})`;
}
