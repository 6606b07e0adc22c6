import type { ChainOptions } from './chain';
import { SimulationFailure } from './failure';
import type { Operation } from './operation';
import { Simulation } from './simulation';
import { Tally } from './tally';
import { Workload } from './workload/workload';

/** Operations on one ledger at most: a longer run goes on in another world, so that every failure replays soon. */
const WORLD_OPERATIONS = 5_000;

/** How much is played. */
export interface PlayOptions {
  readonly seed: number;
  readonly operations: number;
  readonly contracts?: ChainOptions['contracts'];
  /** Told after each world how far it is. */
  readonly progress?: (line: string) => void;
  /** Told of each operation before it is played: its number, and what it is. */
  readonly onOperation?: (number: number, operation: Operation) => void;
}

/** An operation with what became of it. */
export interface Played {
  readonly operation: Operation;
  readonly outcome: string;
}

/** What a run found wrong, and how to see it again. */
export interface Found {
  readonly failure: SimulationFailure;
  /** Of the world in which it happened. */
  readonly seed: number;
  /** Those of its world up to the failing one, which is the last and has no outcome. */
  readonly operations: readonly Played[];
  readonly failing: Operation;
  /** The network's id. */
  readonly network: string;
}

/** What was played. */
export interface Result {
  readonly played: number;
  readonly worlds: number;
  readonly blocks: number;
  readonly receivables: number;
  readonly tokens: number;
  readonly tally: Tally;
  /** A digest of all operations and outcomes: the same for the same seed. */
  readonly trace: string;
  /** Null when all is well. */
  readonly found: Found | null;
}

/** The seed of a run's n-th world: the first has the run's own, so that its failure replays from it alone. */
const seedOf = (seed: number, world: number): number => seed + world * 1_000_003;

/** Plays operations from a seed, in one world after another, until something is wrong. */
export async function play({ seed, operations, progress = () => undefined, ...options }: PlayOptions): Promise<Result> {
  let result: Result = { played: 0, worlds: 0, blocks: 0, receivables: 0, tokens: 0, tally: new Tally(), trace: '', found: null };
  while (result.played < operations && result.found === null) {
    const count = Math.min(WORLD_OPERATIONS, operations - result.played);
    const { played } = result;
    const onOperation = (number: number, operation: Operation): void => options.onOperation?.(played + number, operation);
    result = joined(result, await playWorld(seedOf(seed, result.worlds), count, { ...options, onOperation }));
    progress(`${result.played} operations, ${result.blocks} blocks, ${result.worlds} worlds`);
  }
  return result;
}

function joined(before: Result, world: Result): Result {
  before.tally.join(world.tally);
  return {
    ...world,
    played: before.played + world.played,
    worlds: before.worlds + 1,
    blocks: before.blocks + world.blocks,
    receivables: before.receivables + world.receivables,
    tokens: before.tokens + world.tokens,
    tally: before.tally,
    trace: `${before.trace}${world.trace.slice(0, 16)}`,
  };
}

type WorldOptions = Pick<PlayOptions, 'contracts'> & Required<Pick<PlayOptions, 'onOperation'>>;

async function playWorld(seed: number, count: number, { contracts, onOperation }: WorldOptions): Promise<Result> {
  const simulation = await Simulation.begin({ seed, ...(contracts === undefined ? {} : { contracts }) });
  const workload = new Workload(seed, simulation.state);
  const operations: Played[] = [];
  let found: Found | null = null;
  let failing: Operation = { kind: 'clock', byMs: 0 };
  try {
    while (operations.length < count) {
      failing = workload.next();
      onOperation(operations.length + 1, failing);
      operations.push({ operation: failing, outcome: await simulation.play(failing) });
    }
    simulation.check();
  } catch (error) {
    if (!(error instanceof SimulationFailure)) throw error;
    found = { failure: error, seed, operations, failing, network: simulation.state.network };
  } finally {
    await simulation.end();
  }
  const { state, tally, blocks, trace } = simulation;
  return { played: operations.length, worlds: 1, blocks, receivables: state.claims.size, tokens: state.tokens.size, tally, trace, found };
}
