import type { EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { OpenNotary } from '@tierline/client-app/dist/notary';
import type { Bench } from './bench';
import { withFolder } from './folder';
import { Ground, openGround } from './ground';
import { LIFE_STEPS } from './lifeSteps';
import { withRoots } from './roots';
import { elapsedMs, median, perSecond } from './timing';

const CORES = 100;
/** Transactions of one burst, at the ledger's full speed. */
const BURST = 500;

/** Whether roots keep up with the ledger, and what that costs the ledger. */
export const notary: Bench = {
  name: 'notary',
  what: 'roots of the embedded ledger on an EVM chain that mines at once, at the default number of blocks for each',
  run: ({ callers, rounds, tell }) =>
    withFolder(async (directory) => {
      await (await Ground.found(directory, CORES)).close();
      const host = await openGround(directory);
      const ground = Ground.on(host, CORES);
      try {
        return await withRoots(host, directory, async (openOn) => {
          const beside = await openOn(1);
          const burst = burstsOf(ground, callers);
          await burst();
          const rates = { alone: [] as number[], beside: [] as number[] };
          for (let round = 0; round < rounds; round += 1) {
            rates.alone.push(await burst());
            rates.beside.push(await whileTurning(beside, burst));
          }
          tell(`  ${await host.stream('RegulatorMSP').height()} blocks, ${beside.notary.report().counts.sent} roots meanwhile`);
          const committed = median(rates.beside);
          const { entries, ms } = await caughtUp(await openOn(2, { everyBlocks: 1 }), host);
          return [
            { what: 'committed while a notary works', figure: committed, unit: 'tx/s', target: null },
            { what: 'the same, to without one', figure: committed / median(rates.alone), unit: 'x', target: { atLeast: 0.9 } },
            { what: 'notarised, everything from block 0', figure: (entries * 1000) / ms, unit: 'tx/s', target: null },
            { what: 'the same, to committed', figure: (entries * 1000) / ms / committed, unit: 'x', target: { atLeast: 1 } },
          ];
        });
      } finally {
        await ground.close();
      }
    }),
};

/** Submissions of one receivable each, by so many callers; answers transactions a second. */
function burstsOf(ground: Ground, callers: number): () => Promise<number> {
  let items = 0;
  return async () => {
    const [submit] = LIFE_STEPS;
    if (submit === undefined) throw new Error('a life begins with a submission');
    const ready = await Promise.all(Array.from({ length: BURST }, () => submit.ready(ground, 'ROOTS', items++)));
    return perSecond(
      callers,
      ready.map((each) => each.submit),
    );
  };
}

/** Does work while a notary takes one turn after the other. */
async function whileTurning<T>({ notary: turning }: OpenNotary, work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const turns = (async () => {
    while (!over.signal.aborted) {
      await turning.turn();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  try {
    return await work();
  } finally {
    over.abort();
    await turns;
  }
}

/** Publishes all that the ledger has. @throws Error when something is left */
async function caughtUp({ notary: turning }: OpenNotary, host: EmbeddedHost): Promise<{ readonly entries: number; readonly ms: number }> {
  const height = await host.stream('RegulatorMSP').height();
  const ms = await elapsedMs(async () => {
    for (let phase = ''; phase !== 'IDLE'; phase = await turning.turn());
  });
  const { look, counts } = turning.report();
  if (look?.confirmed?.toBlock !== height - 1) throw new Error(`notarised up to ${look?.confirmed?.toBlock} of ${height} blocks`);
  return { entries: counts.entries, ms };
}
