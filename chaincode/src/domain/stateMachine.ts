import { Fault } from './fault';

/** Allowed moves of one kind of record: from each state to a list of states. */
export type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/** The state moved to. @throws Fault WRONG_STATE with the current state and the states from which the move is allowed. */
export function move<S extends string>(moves: Moves<S>, current: S, next: S): S {
  if (!moves[current].includes(next)) throw wrongState(current, statesBefore(moves, next));
  return next;
}

/** Whether the move is allowed. */
export function mayMove<S extends string>(moves: Moves<S>, current: S, next: S): boolean {
  return moves[current].includes(next);
}

/** The states from which `next` can be reached in one move. */
export function statesBefore<S extends string>(moves: Moves<S>, next: S): readonly S[] {
  return (Object.keys(moves) as S[]).filter((state) => moves[state].includes(next));
}

/** The refusal of a move: names the current state and the allowed ones. */
export function wrongState(current: string, allowed: readonly string[], details: Record<string, string> = {}): Fault {
  return new Fault('WRONG_STATE', { current, allowed, ...details });
}
