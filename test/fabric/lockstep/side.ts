import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts, withNodeClock } from '@tierline/chaincode';
import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import { openEmbedded } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { Session } from '@tierline/client-app/dist/app/session';
import { readingOf, type OpenHost, type Reading } from '@tierline/client-app/dist/main';
import type { CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { personOf } from '../../simulation/people';
import type { TestNetwork } from '../../support/fabricNetwork';
import { momentBytes, momentClock } from './moment';

/** One of two ledgers on which the same is done: its people, each with the books that his own organisation's stream gives. */
export class Side {
  readonly #readings = new Map<Msp, Reading>();
  readonly #sessions = new Map<string, Session>();
  #height = 0;

  private constructor(
    readonly name: 'embedded' | 'fabric',
    readonly host: OpenHost,
    /** Who reads the blocks. */
    readonly witness: Msp,
    private readonly release: () => void,
  ) {
    for (const msp of host.hosted) this.#readings.set(msp, readingOf({ ...host, hosted: [msp] }, new MemoryStore()));
  }

  /** An embedded ledger in a temporary folder. */
  static async embedded(network: NetworkDefinition, witness: Msp): Promise<Side> {
    const directory = mkdtempSync(join(tmpdir(), 'tierline-lockstep-'));
    const options = { directory, network, contracts, withNodeClock, now: momentClock, randomBytes: momentBytes };
    return new Side('embedded', await openEmbedded(options), witness, () => rmSync(directory, { recursive: true, force: true }));
  }

  /** A network of Fabric that is up; it stays up. */
  static async fabric(network: TestNetwork, witness: Msp): Promise<Side> {
    return new Side('fabric', await network.host(undefined, { randomBytes: momentBytes }), witness, () => undefined);
  }

  /** A person's session, enrolled when he is new, with books up to date. */
  async as(user: string): Promise<Session> {
    const { msp, attributes } = personOf(user);
    const known = this.#sessions.get(user) ?? (await this.#reading(msp).sessions.enrol(msp, user, attributes));
    this.#sessions.set(user, known);
    await known.books.catchUp();
    return known;
  }

  /** What an organisation's application has read, up to the newest block. */
  async books(msp: Msp): Promise<ReadStore> {
    const { projector, store } = this.#reading(msp);
    await projector.catchUp();
    return store;
  }

  /** The blocks that were committed since this was asked last, as the witness sees them. */
  async newBlocks(): Promise<readonly CommittedBlock[]> {
    const found: CommittedBlock[] = [];
    for await (const block of this.host.stream(this.witness).blocks(this.#height)) found.push(block);
    this.#height = (found.at(-1)?.number ?? this.#height - 1) + 1;
    return found;
  }

  /** Closes the connection; an embedded ledger is removed. */
  async close(): Promise<void> {
    await this.host.close();
    this.release();
  }

  #reading(msp: Msp): Reading {
    const reading = this.#readings.get(msp);
    if (reading === undefined) throw new Error(`nobody reads for ${msp}`);
    return reading;
  }
}
