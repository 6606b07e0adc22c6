import type { ChainOptions } from './chain';
import { SimulationFailure } from './failure';
import { expected, inputText, requestKey } from './model/decide';
import { State } from './model/state';
import type { Call, Operation } from './operation';
import type { Found, Played } from './play';
import { Simulation, TICK_MS } from './simulation';
import { prologue, START_MS } from './workload/prologue';

/** How a failing run is made smaller. */
export interface ShrinkOptions {
  readonly contracts?: ChainOptions['contracts'];
  /** No further try is begun after so long. */
  readonly timeoutMs: number;
  /** The wall clock, milliseconds. */
  readonly now: () => number;
}

/** A smaller run that fails alike. */
export interface Shrunk {
  /** The failing operation is the last. */
  readonly operations: readonly Operation[];
  readonly failure: SimulationFailure;
  /** How many runs it took. */
  readonly tries: number;
}

/**
 * Looks for the smallest run that still fails alike: first what the model alone can tell to be needed by the failing
 * operation, then by leaving out parts, each try on a fresh ledger.
 */
export async function shrink(found: Found, options: ShrinkOptions): Promise<Shrunk> {
  const all = simplified(found.operations);
  for (const failing of [...alone(found.failing), found.failing]) {
    const simpler = { ...found, failing };
    const search = new Search(simpler, options);
    const needed = await search.accepts(minimalInModel(all, simpler));
    if (needed !== null) return search.smallest(needed);
  }
  const search = new Search(found, options);
  const steady = await search.accepts(all);
  return search.smallest(steady ?? found.operations.map(({ operation }) => operation));
}

/** Each call of a race by itself: a race is seldom what a mistake needs. */
const alone = (failing: Operation): readonly Operation[] => (failing.kind === 'race' ? failing.calls : []);

/** The tries on fresh ledgers, and the best of them. */
class Search {
  #tries = 0;
  #failure: SimulationFailure;
  readonly #until: number;

  constructor(
    private readonly found: Found,
    private readonly options: ShrinkOptions,
  ) {
    this.#failure = found.failure;
    this.#until = options.now() + options.timeoutMs;
  }

  /** The operations, when the run of them and the failing one fails alike; null when not, or when time is over. */
  async accepts(operations: readonly Operation[]): Promise<readonly Operation[] | null> {
    if (this.options.now() > this.#until) return null;
    this.#tries += 1;
    const failure = await failureOf(this.found.seed, [...operations, this.found.failing], this.options.contracts);
    if (failure?.isLike(this.found.failure) !== true) return null;
    this.#failure = failure;
    return operations;
  }

  /** Leaves out ever smaller parts as long as the rest fails alike. */
  async smallest(operations: readonly Operation[]): Promise<Shrunk> {
    let left = operations;
    for (const without of partsLeftOut(() => left)) left = (await this.accepts(without)) ?? left;
    return { operations: [...left, this.found.failing], failure: this.#failure, tries: this.#tries };
  }
}

/** What is left, without ever smaller parts of it, the last part first: halves, quarters, ... and each one. */
function* partsLeftOut(left: () => readonly Operation[]): Iterable<readonly Operation[]> {
  for (let size = Math.ceil(left().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = left().length - size; start > -size; start -= size) {
      const without = [...left().slice(0, Math.max(0, start)), ...left().slice(start + size)];
      if (without.length < left().length) yield without;
    }
  }
}

/** Plays operations on a fresh ledger; the failure at the last of them, if there is one. */
async function failureOf(
  seed: number,
  operations: readonly Operation[],
  contracts: ChainOptions['contracts'],
): Promise<SimulationFailure | null> {
  const simulation = await Simulation.begin({ seed, ...(contracts === undefined ? {} : { contracts }) });
  try {
    for (const operation of operations) await simulation.play(operation);
    simulation.check();
    return null;
  } catch (error) {
    if (error instanceof SimulationFailure) return error;
    throw error;
  } finally {
    await simulation.end();
  }
}

/** What changed something, without crashes; a race as the calls that it was made of. */
function simplified(played: readonly Played[]): readonly Operation[] {
  return played
    .filter(({ outcome }) => outcome.includes('VALID'))
    .flatMap(({ operation }): readonly Operation[] => {
      if (operation.kind === 'race') return operation.calls;
      return operation.kind === 'crash' || operation.kind === 'reproject' ? [] : [operation];
    });
}

/** Leaves out, the last first, whatever the failing operation does not need to come out as it did: asked of the model alone. */
function minimalInModel(operations: readonly Operation[], found: Found): readonly Operation[] {
  const wanted = outcomeInModel(operations, found);
  let left = operations;
  for (const without of partsLeftOut(() => left)) if (outcomeInModel(without, found) === wanted) left = without;
  return left;
}

/** What the model expects of the failing operation after the others. */
function outcomeInModel(operations: readonly Operation[], { failing, network }: Found): string {
  const state = new State();
  state.nowMs = START_MS;
  state.network = network;
  for (const call of prologue()) applied(state, call);
  for (const operation of operations) {
    state.nowMs += TICK_MS;
    if (operation.kind === 'clock') state.nowMs += operation.byMs;
    if (operation.kind === 'call') applied(state, operation);
  }
  state.nowMs += TICK_MS;
  if (failing.kind === 'race') return failing.calls.map((call) => expected(state, call).outcome).join();
  return failing.kind === 'call' ? expected(state, failing).outcome : '';
}

function applied(state: State, call: Call): void {
  const wanted = expected(state, call);
  if (wanted.outcome !== 'VALID') return;
  wanted.change();
  state.requests.set(requestKey(call), { name: call.name, input: inputText(call) });
}
