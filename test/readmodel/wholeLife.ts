import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkDefinition } from '@tierline/chaincode/api';
import { demoProgram, networkWith, ownParty, runDemo } from '@tierline/client-app/dist/app/demo/runDemo';
import { readForLedger } from '@tierline/client-app/dist/app/importing/readForLedger';
import { calendars, openLedger } from '@tierline/client-app/dist/main';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { unitedFeed, type BlockFeed } from '@tierline/client-app/dist/projection/feed';
import { TestKey } from '../support/signing';
import { NETWORK, TEST_NOW_MS } from '../support/world';

const SAMPLE = join(__dirname, '../../../client-app/samples/payables-sample.csv');
const TERM_DAYS = 60;

/** All blocks of a demonstration, from the founding of the network to the last payout, with every private value. */
export interface WholeLife {
  readonly network: NetworkDefinition;
  readonly collections: ReadonlySet<string>;
  readonly blocks: readonly CommittedBlock[];
}

let life: Promise<WholeLife> | null = null;

/** The whole life of a small demonstration: played once for all tests of a process. */
export function wholeLife(): Promise<WholeLife> {
  life ??= play();
  return life;
}

async function play(): Promise<WholeLife> {
  const imported = readForLedger(SAMPLE, { view: null, currency: null, mapping: null, termDays: TERM_DAYS, own: ownParty });
  const network = networkWith(
    NETWORK,
    imported.totals.map(({ currency }) => demoProgram(currency)),
  );
  const directory = mkdtempSync(join(tmpdir(), 'tierline-life-'));
  const open = await openLedger({ directory, network, now: () => TEST_NOW_MS });
  const { sessions, host } = open;
  try {
    await runDemo({ sessions, calendars, imported, progress: () => undefined, nowMs: TEST_NOW_MS, makeSigner: () => new TestKey() });
    const feed = unitedFeed(
      network.organisations.map(({ msp }) => host.stream(msp)),
      network,
    );
    const blocks: CommittedBlock[] = [];
    for await (const block of feed.blocks(0)) blocks.push(block);
    return { network, collections: feed.collections, blocks };
  } finally {
    await open.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A stream of blocks that a test decides. @param blocksFrom what the peer gives when it is asked for blocks from a number on */
export function feedOf({ collections }: WholeLife, blocksFrom: (from: number) => Iterable<CommittedBlock>): BlockFeed {
  return {
    collections,
    async *blocks(from) {
      for (const block of blocksFrom(from)) yield Promise.resolve(block);
    },
  };
}

/** The true stream, up to a number of blocks. */
export const trueFeed = (whole: WholeLife, until = Infinity): BlockFeed => feedOf(whole, (from) => whole.blocks.slice(from, until));
