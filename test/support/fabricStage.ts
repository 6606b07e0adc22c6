import type { OpenPeople } from '@tierline/client-app/dist/main';
import type { CommittedTransaction, Ledger } from '@tierline/client-app/dist/ports/ledger';
import type { Context } from 'mocha';
import type { Msp } from '@tierline/chaincode/api';
import { serveAltered, type Alteration } from './fabricAltered';
import { fabricMissing, TestNetwork } from './fabricNetwork';
import { FABRIC_NETWORK, FabricWorld } from './fabricWorld';
import { refused } from './refused';

const REGULATOR_USER = 'maker@REGULATOR-01';
const LOOK_MS = 100;
const ANSWER_MS = 30_000;

/** One network with its people, for all tests of a suite. */
export class FabricStage {
  #network: TestNetwork | null = null;
  #people: OpenPeople | null = null;

  /** @param firstPort see TestNetwork */
  constructor(private readonly firstPort: number) {}

  /** Brings the network up, founds it and opens its usual program; skips the suite where Fabric's programs are missing. */
  async open(context: Context, terms: Parameters<FabricWorld['settle']>[0] = {}): Promise<void> {
    const missing = await fabricMissing();
    if (missing !== null) {
      console.log(`      not run: ${missing}`);
      context.skip();
    }
    this.#network = await TestNetwork.up({ firstPort: this.firstPort, definition: FABRIC_NETWORK });
    await this.#network.found();
    this.#people = await this.#network.people();
    await this.world().settle(terms);
  }

  get network(): TestNetwork {
    if (this.#network === null) throw new Error('the network is not up');
    return this.#network;
  }

  /** A life in a program; the usual one by default. */
  world(program?: string): FabricWorld {
    if (this.#people === null) throw new Error('the network is not up');
    return new FabricWorld(this.#people.sessions, program);
  }

  /** What was committed from a block on, valid or not, as an organisation's peer gives it: by default the regulator's. */
  async committedSince(block: number, user = REGULATOR_USER): Promise<readonly CommittedTransaction[]> {
    return transactionsSince(await this.#ledgerOf(user), block);
  }

  /** What comes next from a block on; it is waited for. */
  async nextSince(block: number, timeoutMs: number): Promise<readonly CommittedTransaction[]> {
    let next: readonly CommittedTransaction[] = [];
    await eventually(timeoutMs, async () => {
      next = await this.committedSince(block);
      if (next.length === 0) throw new Error('nothing was committed');
    });
    return next;
  }

  /** The number of the next block, at an organisation's peer: by default the regulator's. */
  async height(user = REGULATOR_USER): Promise<number> {
    return (await this.#ledgerOf(user)).height();
  }

  /** Without the person's books: they may be behind, or their peer away. */
  async #ledgerOf(user: string): Promise<Ledger> {
    return (await this.world().sessions.as(user)).ledger;
  }

  /** Has an organisation run altered contracts, until it is asked to put the honest ones back. */
  async serveAltered(msp: Msp, alterations: readonly Alteration[]): Promise<() => Promise<void>> {
    const putBack = await serveAltered(this.network, msp, alterations);
    await this.#answers(msp);
    return async () => {
      await putBack();
      await this.#answers(msp);
    };
  }

  /** Waits until an organisation's contracts answer: a peer needs a while to find a service that was away. */
  async #answers(msp: Msp): Promise<void> {
    const ledger = await this.#ledgerOf(REGULATOR_USER);
    await eventually(ANSWER_MS, async () => {
      const { code } = await refused(ledger.evaluate('token:split', {}, { at: msp }));
      if (code === 'UNAVAILABLE') throw new Error(`the contracts of ${msp} do not answer`);
    });
  }

  /** Ends the network, however far it came. */
  async close(): Promise<void> {
    try {
      await this.#people?.close();
    } finally {
      await this.#network?.down();
    }
  }
}

async function transactionsSince(ledger: Ledger, block: number): Promise<readonly CommittedTransaction[]> {
  const transactions: CommittedTransaction[] = [];
  for await (const each of ledger.blocks(block)) transactions.push(...each.transactions);
  return transactions;
}

/** Looks again until it is so, at most `timeoutMs`; what still fails then goes on. */
export async function eventually(timeoutMs: number, look: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + timeoutMs; ; await new Promise((resolve) => setTimeout(resolve, LOOK_MS))) {
    try {
      await look();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
