import type { OpenPeople } from '@tierline/client-app/dist/main';
import type { CommittedTransaction, Ledger } from '@tierline/client-app/dist/ports/ledger';
import type { Context } from 'mocha';
import { fabricMissing, TestNetwork } from './fabricNetwork';
import { FABRIC_NETWORK, FabricWorld } from './fabricWorld';

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

  /** What was committed from a block on, valid or not, as the regulator's peer gives it. */
  async committedSince(block: number): Promise<readonly CommittedTransaction[]> {
    return transactionsSince((await this.world().as('maker@REGULATOR-01')).ledger, block);
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
