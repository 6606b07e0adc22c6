import type { Bench, Measurement } from '../bench';
import type { BenchOptions } from '../options';
import type { Stage } from './stage';

/** One benchmark of a Fabric network; see {@link Bench}. Several run on one network, one after the other. */
export interface FabricBench extends Pick<Bench, 'name' | 'what'> {
  /** @throws Error when what it did came out wrong */
  run(stage: Stage, options: BenchOptions): Promise<readonly Measurement[]>;
}

/** The benchmark on one network. */
export function on(stage: Stage, { name, what, ...bench }: FabricBench): Bench {
  return { name, what, run: (options) => bench.run(stage, options) };
}
