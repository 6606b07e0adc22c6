import type { EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { OpenNotary } from '@tierline/client-app/dist/notary';
import type { Bench } from './bench';
import { withFolder } from './folder';
import { Ground, openGround } from './ground';
import { Lag } from './lag';
import { LIFE_STEPS } from './lifeSteps';
import { notaryFigures, type Beside, type Pace } from './notaryFigures';
import { AS_BY_DEFAULT, AT_ONCE, withRoots, type RootsGround } from './roots';
import { elapsedMs, processorMs } from './timing';

const CORES = 100;
/** So few keep the ledger as busy as many do, in more and smaller blocks: its blocks come as fast as they can. */
const CALLERS = 8;
/** Beside a notary, each time between two times alone. */
const ROUNDS = 2;
const ALONE_MS = 30_000;
/** Roots of one round. */
const ROOTS = 3;
/** The chain's blocks, seconds apart. */
const CHAIN_BLOCK_SECONDS = 1;
const LOOK_MS = 100;
const MS = 1000;

/** Whether roots keep up with the ledger, and what that costs the ledger. */
export const notary: Bench = {
  name: 'notary',
  what:
    `the embedded ledger at full speed for ${ROUNDS} times ${ROOTS} roots, all settings of the notary as by default (a root due at 200 ` +
    `blocks, 12 confirmations, a look each 4 s), on an EVM chain with a block each ${CHAIN_BLOCK_SECONDS} s`,
  run: ({ callers: many, tell }) =>
    withFolder(async (directory) => {
      await (await Ground.found(directory, CORES)).close();
      const host = await openGround(directory);
      const ground = Ground.on(host, CORES);
      const work = workOf(ground);
      const alone = (callers = CALLERS): Promise<Pace> => work(callers, () => after(ALONE_MS));
      try {
        return await withRoots(host, directory, async (roots) => {
          const byMany = await alone(many);
          let before = await alone();
          const rounds: Beside[] = [];
          for (let round = 0; round < ROUNDS; round += 1) {
            const beside = await besideNotary(host, roots, work);
            const next = await alone();
            rounds.push({ ...beside, alone: [before, next] });
            before = next;
            for (const root of beside.lag.roots) tell(`  ${told(root)}`);
          }
          const fresh = await roots.openOn(1, { ...AT_ONCE, everyBlocks: 1 });
          return notaryFigures(byMany, rounds, await caughtUp(fresh, host));
        });
      } finally {
        await ground.close();
      }
    }),
};

/** Works until it is told to end. */
type Work = (callers: number, until: () => Promise<unknown>) => Promise<Pace>;

/** Submissions of one receivable each, by so many callers without a pause. */
function workOf(ground: Ground): Work {
  let items = 0;
  return async (callers, until) => {
    const [submit] = LIFE_STEPS;
    if (submit === undefined) throw new Error('a life begins with a submission');
    const over = new AbortController();
    let [done, processor] = [0, 0];
    const caller = async (): Promise<void> => {
      for (; !over.signal.aborted; done += 1) await (await submit.ready(ground, 'ROOTS', items++)).submit();
    };
    const all = async (): Promise<void> => {
      const working = Promise.all(Array.from({ length: callers }, caller));
      await Promise.race([until(), working]);
      over.abort();
      await working;
    };
    const ms = await elapsedMs(async () => {
      processor = await processorMs(all);
    });
    return { callers, rate: (done * MS) / ms, processorMs: processor / done };
  };
}

/** Works beside a notary of a new line that begins with the next block, until it has confirmed its roots. */
async function besideNotary(host: EmbeddedHost, roots: RootsGround, work: Work): Promise<Omit<Beside, 'alone'>> {
  const source = host.stream('RegulatorMSP');
  const firstBlock = await source.height();
  const { run, settings } = await roots.openOn(1, { ...AS_BY_DEFAULT, firstBlock });
  await roots.mine(CHAIN_BLOCK_SECONDS);
  const lag = Lag.watch(source, run, firstBlock, settings.everyBlocks);
  run.start();
  const pace = await work(CALLERS, async () => {
    while (lag.roots.length < ROOTS) await after(LOOK_MS);
  });
  lag.stop();
  await run.stop();
  await roots.mine(null);
  return { pace, lag, gas: (await roots.gasOf(settings)).slice(0, ROOTS) };
}

/** Publishes all that the ledger has, on a chain that mines at once; answers transactions a second. @throws Error when something is left */
async function caughtUp({ notary: turning }: OpenNotary, host: EmbeddedHost): Promise<number> {
  const height = await host.stream('RegulatorMSP').height();
  const ms = await elapsedMs(async () => {
    for (let phase = ''; phase !== 'IDLE'; phase = await turning.turn());
  });
  const { look, counts } = turning.report();
  if (look?.confirmed?.toBlock !== height - 1) throw new Error(`notarised up to ${look?.confirmed?.toBlock} of ${height} blocks`);
  return (counts.entries * MS) / ms;
}

const told = ({ fromBlock, toBlock, lateMs, height }: Lag['roots'][number]): string =>
  `blocks ${fromBlock} to ${toBlock}: confirmed ${(lateMs / MS).toFixed(1)} s after they were due, when the ledger had ${height}`;

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
