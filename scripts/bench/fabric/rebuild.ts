import { openReadModel, type ReadModel } from '@tierline/client-app/dist/adapters/sql';
import { readingOf } from '@tierline/client-app/dist/main';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import type { Measurement } from '../bench';
import { withFolder } from '../folder';
import { withPostgres } from '../postgresServer';
import { elapsedMs } from '../timing';
import type { FabricBench } from './fabricBench';
import type { Stage } from './stage';

/** The member of every collection. */
const REGULATOR = 'RegulatorMSP';

/** A new read model of everything that the network has committed, from the regulator's own peer. */
export const rebuild: FabricBench = {
  name: 'rebuild',
  what: "the regulator's read model, made again from its own peer's blocks with private data",
  run: async (stage) => {
    const inMemory = await rebuilt(stage, 'memory', new MemoryStore());
    const onPostgres = await withPostgres((databaseUrl) =>
      withModel(openReadModel({ databaseUrl }), (store) => rebuilt(stage, 'PostgreSQL', store)),
    );
    const onPglite = await withFolder((directory) => withModel(openReadModel({ directory }), (store) => rebuilt(stage, 'PGlite', store)));
    return [...inMemory, ...(onPostgres ?? []), ...onPglite];
  },
};

async function withModel<T>(opening: Promise<ReadModel>, work: (store: ReadStore) => Promise<T>): Promise<T> {
  const model = await opening;
  try {
    return await work(model.store);
  } finally {
    await model.close();
  }
}

async function rebuilt({ host }: Stage, where: string, store: ReadStore): Promise<readonly Measurement[]> {
  const source = { ...host, hosted: [REGULATOR] };
  const { projector } = readingOf(source, store);
  let [transactions, writes] = [0, 0];
  projector.listen((blocks) => {
    for (const block of blocks) {
      transactions += block.transactions.length;
      writes += block.writes.length;
    }
  });
  const ms = await elapsedMs(() => projector.catchUp());
  const target = where === 'memory' ? null : { atLeast: 1_000 };
  return [
    { what: `rebuild in ${where}, ${transactions} transactions`, figure: (transactions * 1000) / ms, unit: 'tx/s', target },
    { what: `rebuild in ${where}, ${writes} records`, figure: (writes * 1000) / ms, unit: 'records/s', target: null },
  ];
}
