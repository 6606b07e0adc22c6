import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingOf, type Reading } from '@tierline/client-app/dist/main';
import { contracts as ownContracts, withNodeClock } from '@tierline/chaincode';
import type { Msp, NetworkDefinition } from '@tierline/chaincode/api';
import { openEmbedded, type EmbeddedHost, type EmbeddedOptions } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { BlockSource, CommittedBlock } from '@tierline/client-app/dist/ports/ledger';
import { unitedFeed } from '@tierline/client-app/dist/projection/feed';
import { MemoryStore } from '@tierline/client-app/dist/projection/memoryStore';
import { Projector } from '@tierline/client-app/dist/projection/projector';
import type { ReadStore } from '@tierline/client-app/dist/ports/readStore';
import { personOf } from './people';
import { Random } from './prng';

/** The project's network file. */
export const NETWORK_FILE = join(__dirname, '../../../network/network.yaml');
const NETWORK: NetworkDefinition = readNetworkFile(NETWORK_FILE);
/** Every organisation of the network. */
export const ORGANISATIONS: readonly Msp[] = NETWORK.organisations.map(({ msp }) => msp);
/** How far the nodes' clocks are from the clients': less than what the contracts allow. */
const CLOCK_SHIFT_MS = { CoreMSP: 110_000, BankBMSP: -95_000, RegulatorMSP: 4_000 };
const MAX_COPIES = 20;

/** What a simulated ledger is made of. */
export interface ChainOptions {
  /** From it follow nonces and salts. */
  readonly seed: number;
  /** The machine's clock. */
  readonly now: () => number;
  /** The contracts that every organisation runs; the project's own by default. */
  readonly contracts?: EmbeddedOptions['contracts'];
}

/** A block as each organisation sees it. */
export type BlockViews = ReadonlyMap<Msp, CommittedBlock>;

/** An embedded ledger with the people of a simulation, their sessions, and the read model that they look things up in. */
export class Chain {
  readonly #sessions = new Map<string, Session>();

  private constructor(
    private directory: string,
    private host: EmbeddedHost,
    private reading: Reading,
    private readonly open: (directory: string) => Promise<EmbeddedHost>,
  ) {}

  /** Opens a fresh ledger in a temporary folder. */
  static async begin({ seed, now, contracts }: ChainOptions): Promise<Chain> {
    const random = new Random(seed, 2);
    const open = (directory: string): Promise<EmbeddedHost> =>
      openEmbedded({
        directory,
        network: NETWORK,
        contracts: contracts ?? ownContracts,
        withNodeClock,
        now,
        clockShiftMs: CLOCK_SHIFT_MS,
        randomBytes: (count) => random.bytes(count),
      });
    const directory = freshFolder();
    const host = await open(directory);
    return new Chain(directory, host, readingOf(host, new MemoryStore()), open);
  }

  /** A person's session, enrolled when he is new, with books up to date. */
  async as(user: string): Promise<Session> {
    const { msp, attributes } = personOf(user);
    const known = this.#sessions.get(user) ?? (await this.reading.sessions.enrol(msp, user, attributes));
    this.#sessions.set(user, known);
    await known.books.catchUp();
    return known;
  }

  /** The read model that everybody looks things up in, read up to the newest block. */
  async store(): Promise<ReadStore> {
    await this.reading.projector.catchUp();
    return this.reading.store;
  }

  /** What an organisation's application reads. */
  stream(msp: Msp): BlockSource {
    return this.host.stream(msp);
  }

  /** A projector of one organisation's own over a stream of its blocks, into a store of its own. */
  projectorOver(source: BlockSource): { readonly projector: Projector; readonly store: ReadStore } {
    const store = new MemoryStore();
    return { projector: new Projector(unitedFeed([source], NETWORK), store, NETWORK), store };
  }

  /** Blocks from a number on, each as every organisation sees it. */
  async *blocks(from: number): AsyncIterable<BlockViews> {
    const streams = ORGANISATIONS.map((msp) => this.stream(msp).blocks(from)[Symbol.asyncIterator]());
    for (;;) {
      const views = await Promise.all(streams.map((stream) => stream.next()));
      if (views.some(({ done }) => done === true)) return;
      yield new Map(views.map(({ value }, index): [Msp, CommittedBlock] => [ORGANISATIONS[index] ?? '', value as CommittedBlock]));
    }
  }

  /** The process dies: what it has on disk at this moment is opened by another, and its read model is made again. */
  async crash(): Promise<void> {
    const left = freshFolder();
    copyAsIs(this.directory, left);
    await this.close();
    this.#sessions.clear();
    this.directory = left;
    this.host = await this.open(left);
    this.reading = readingOf(this.host, new MemoryStore());
  }

  /** Closes the ledger and removes its folder. */
  async close(): Promise<void> {
    await this.host.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'tierline-simulation-'));

/** Copies a folder as a crash would leave it: again, when the database moved files meanwhile. */
function copyAsIs(from: string, to: string): void {
  for (let copies = 0; copies < MAX_COPIES; copies += 1) {
    const before = listing(from);
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
    if (listing(from) === before) return;
  }
  throw new Error('the database never rests');
}

function listing(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return files.map((file) => `${file} ${sizeOf(join(folder, file))}`).join('\n');
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}
