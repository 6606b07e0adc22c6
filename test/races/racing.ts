import { setImmediate as nextTurn } from 'node:timers/promises';
import { toWire, type TransactionSpec } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import { freshId, type Order } from '@tierline/client-app/dist/app/ordering';
import { partiesOf } from '@tierline/client-app/dist/app/parties';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { z } from 'zod';
import { outcome } from '../support/refused';

/** How a contender goes into a race: by `execute`, which tries a conflict again, or by one `submit` at the ledger itself. */
export const MODES = ['execute', 'submit'] as const;
export type Mode = (typeof MODES)[number];

/** One who wants what others want at the same moment. */
export interface Contender {
  readonly what: string;
  /** Does all that can be done before the start; what it answers starts him. */
  readonly ready: (mode: Mode) => Promise<() => Promise<unknown>>;
}

/** A race: who took part, in the order of the start, and how each ended: `DONE` or the code of the refusal. */
export interface Race {
  readonly endings: readonly { readonly what: string; readonly ending: string }[];
}

/** A contender who submits a transaction. */
export function contender<S extends z.ZodType>(what: string, session: Session, spec: TransactionSpec<S>, order: Order<S>): Contender {
  const ready = async (mode: Mode): Promise<() => Promise<unknown>> => {
    if (mode === 'execute') return () => execute(session, spec, order);
    const input = toWire({ ...order, requestId: freshId('RACE') });
    const endorsers = await spec.endorsers(spec.input.parse(input), partiesOf(session.books, session.network, session.unreachable));
    return () => session.ledger.submit(spec.name, input, endorsers);
  };
  return { what, ready };
}

/** How the contenders of a race start: all in one turn of the event loop, or the first of each race one turn before the others. */
export type Start = 'at once' | 'one ahead';

/** Runs many races at the same time. No block is written before the last contender of all has started. */
export async function run(races: readonly (readonly Contender[])[], mode: Mode, start: Start): Promise<readonly Race[]> {
  const ready = await Promise.all(races.map((contenders) => Promise.all(contenders.map((each) => each.ready(mode)))));
  const begin = (starts: readonly (() => Promise<unknown>)[]): readonly Promise<string>[] => starts.map((go) => outcome(go()));
  const ahead = start === 'at once' ? 0 : 1;
  const first = ready.map((starts) => begin(starts.slice(0, ahead)));
  if (ahead > 0) await nextTurn();
  const started = ready.map((starts, race) => [...(first[race] ?? []), ...begin(starts.slice(ahead))]);
  const ended = await Promise.all(started.map((each) => Promise.all(each)));
  return ended.map((endings, race) => ({
    endings: endings.map((ending, place) => ({ what: races[race]?.[place]?.what ?? '', ending })),
  }));
}

/** The one who won; null when nobody did, or several. */
export function winnerOf({ endings }: Race): string | null {
  const winners = endings.filter(({ ending }) => ending === 'DONE');
  return winners.length === 1 ? (winners[0]?.what ?? null) : null;
}

/** How often each thing happened. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** What happened, in the order of its names. */
  names(): readonly string[] {
    return [...this.#counts.keys()].sort();
  }

  toString(): string {
    return this.names()
      .map((name) => `${name} ${this.#counts.get(name)}`)
      .join(', ');
  }
}

/** Adds up who won and how the others were told. */
export function addUp(races: readonly Race[], wins: Tally, losses: Tally): void {
  for (const race of races) {
    for (const { what, ending } of race.endings) {
      if (ending === 'DONE') wins.add(what);
      else losses.add(`${what}: ${ending}`);
    }
  }
}
