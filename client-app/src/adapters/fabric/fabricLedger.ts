import { Fault, type Msp } from '@tierline/chaincode/api';
import type {
  BlockOptions,
  BlockSource,
  Committed,
  CommittedBlock,
  Endorsed,
  EvaluateOptions,
  Identity,
  Json,
  Ledger,
} from '../../ports/ledger';
import { CONFLICTS, inputBytes, resultOf, SALT_BYTES } from '../contractCall';
import type { FabricApplication } from './application';
import { agreed, signedByAll } from './endorsed';
import type { SeenTransaction } from './expected';
import type { FabricNetwork } from './fabricNetwork';
import { lostRace } from './lostRace';
import { peersOf, propose, type Call, type Proposed } from './proposals';

/** Longest input: a peer takes 100 MB, and nothing that the contracts accept comes near this. */
const MAX_INPUT_BYTES = 10_000_000;

/** The Fabric ledger as one identity of an organisation sees it, through that organisation's application. */
export class FabricLedger implements Ledger {
  #isClosed = false;

  constructor(
    private readonly network: FabricNetwork,
    private readonly identity: Identity,
  ) {}

  get blockTimeMs(): number {
    return this.network.application(this.identity).profile.blockTimeMs;
  }

  get msp(): Msp {
    return this.identity.msp;
  }

  submit(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Committed> {
    return this.#admitted(async (application) => {
      const peers = peersOf(application.nodes, endorsers);
      await application.blocks.live.ready();
      await this.network.caughtUp(endorsers);
      const endorsedAt = application.blocks.live.height;
      const proposed = await propose(await application.gateways.of(this.identity), peers, this.#call(transaction, input, {}));
      const { transactionId } = proposed.context;
      const result = resultOf(transactionId, agreed(proposed.answers));
      const seen = await this.#ordered(application, proposed);
      if (seen.transaction.code !== 'VALID') throw await refusal(application, seen, endorsedAt);
      return { transactionId, block: seen.block.number, result };
    });
  }

  evaluate(transaction: string, input: Json, options: EvaluateOptions = {}): Promise<Json> {
    return this.#admitted(async (application) => {
      const at = [options.at ?? this.msp];
      const peers = peersOf(application.nodes, at);
      await this.network.caughtUp(at);
      const flags = options.dryRun === true ? { dryRun: Buffer.from('1') } : {};
      const { context, answers } = await propose(
        await application.gateways.of(this.identity),
        peers,
        this.#call(transaction, input, flags),
      );
      return resultOf(context.transactionId, agreed(answers));
    });
  }

  async evidence(_block: number, transactionId: string): Promise<Endorsed> {
    const found = await (await this.#reading()).endorsed(transactionId);
    if (found === null) throw new Fault('NOT_FOUND', { kind: 'transaction', transactionId });
    return found;
  }

  attest(transaction: string, input: Json, endorsers: readonly Msp[]): Promise<Endorsed> {
    return this.#admitted(async (application) => {
      const peers = peersOf(application.nodes, endorsers);
      await this.network.caughtUp(endorsers);
      return signedByAll((await propose(await application.gateways.of(this.identity), peers, this.#call(transaction, input, {}))).answers);
    });
  }

  async roots(): Promise<ReadonlyMap<Msp, readonly string[]>> {
    return (await this.#reading()).roots();
  }

  async height(): Promise<number> {
    return (await this.#reading()).blocks.height();
  }

  async *blocks(from: number, options: BlockOptions = {}): AsyncIterable<CommittedBlock> {
    const { blocks } = await this.#reading();
    yield* blocks.blocks(from, options);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  /** Signs, orders and waits for the block. @throws Fault UNAVAILABLE {reason: 'ORDERER'}; COMMIT_UNKNOWN */
  async #ordered(application: FabricApplication, { context, endorsement }: Proposed): Promise<SeenTransaction> {
    const { transactionId } = context;
    const commit = endorsement.newCommit();
    commit.build(context);
    commit.sign(context);
    const waiting = application.blocks.live.expected.wait(transactionId);
    try {
      const ordered = await application.ordering.order(commit);
      const seen = (await waiting.within(this.network.commitMs)) ?? (await lookedUp(application, transactionId));
      if (seen === null) throw new Fault('COMMIT_UNKNOWN', { transactionId, reason: ordered === 'LOST' ? 'ORDERER' : 'TIMEOUT' });
      this.network.known.add(seen.block.number);
      return seen;
    } finally {
      waiting.end();
    }
  }

  #call(name: string, input: Json, flags: Readonly<Record<string, Buffer>>): Call {
    const { chaincode } = this.network.application(this.identity).profile;
    const transient = { input: inputBytes(input, MAX_INPUT_BYTES), salt: Buffer.from(this.network.randomBytes(SALT_BYTES)), ...flags };
    return { chaincode, name, transient, timeoutMs: this.network.endorseMs };
  }

  #admitted<T>(call: (application: FabricApplication) => Promise<T>): Promise<T> {
    return this.network.gate.admitted(async () => call(this.#open()));
  }

  /** The application, for an identity that is in force. */
  async #reading(): Promise<FabricApplication> {
    const application = this.#open();
    await application.gateways.of(this.identity);
    return application;
  }

  #open(): FabricApplication {
    if (this.#isClosed) throw new Fault('UNAVAILABLE', { reason: 'CLOSED' });
    return this.network.application(this.identity);
  }
}

/** Asks the own peer for a transaction that did not come with its blocks; null when it does not know, or does not answer. */
async function lookedUp(application: FabricApplication, transactionId: string): Promise<SeenTransaction | null> {
  try {
    return await application.committed(transactionId);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** @param endorsedAt how many blocks there were when it was endorsed */
async function refusal({ blocks }: FabricApplication, seen: SeenTransaction, endorsedAt: number): Promise<Fault> {
  const { id, code } = seen.transaction;
  const isRace = code === 'ENDORSEMENT_POLICY_FAILURE' && lostRace(seen, await between(blocks, endorsedAt, seen.block.number));
  return new Fault(isRace ? 'MVCC_CONFLICT' : (CONFLICTS[code] ?? 'POLICY_UNMET'), { transactionId: id, validation: code });
}

async function between(source: BlockSource, from: number, to: number): Promise<readonly CommittedBlock[]> {
  const found: CommittedBlock[] = [];
  for await (const block of source.blocks(Math.min(from, to))) {
    found.push(block);
    if (block.number >= to) break;
  }
  return found;
}
