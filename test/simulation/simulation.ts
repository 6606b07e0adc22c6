import { sha256, type Msp } from '@tierline/chaincode/api';
import type { Session } from '@tierline/client-app/dist/app/session';
import type { CommittedTransaction } from '@tierline/client-app/dist/ports/ledger';
import { Auditor, type Finding } from './auditor/auditor';
import { booksDigest } from './booksDigest';
import { Chain, NETWORK_FILE, ORGANISATIONS, type BlockViews, type ChainOptions } from './chain';
import { differences } from './compare';
import { dyingStream, StreamDied } from './dyingStream';
import { SimulationFailure } from './failure';
import { expected, inputText, requestKey, type Expected } from './model/decide';
import { REGULATOR_HOST } from './model/scene';
import { State } from './model/state';
import { describe, nameOf, type Call, type Operation } from './operation';
import { endorsersOf, executed, submitted, type Outcome } from './outcome';
import { withConsent } from './signing';
import { Tally } from './tally';
import { prologue, START_MS } from './workload/prologue';

/** As much time passes with every operation. */
export const TICK_MS = 1_000;
/** Every so many operations the model and the auditor are compared whole. */
const COMPARED_EVERY = 200;

/** How a simulation begins. */
export interface SimulationOptions extends Pick<ChainOptions, 'seed' | 'contracts'> {
  /** Told of each block, as every organisation sees it. */
  readonly onBlock?: (views: BlockViews) => void;
}

/** One of several calls that are submitted in one tick. */
interface Entrant {
  readonly call: Call;
  /** As it is submitted: signed, where its person signs it. */
  readonly sent: Call;
  readonly session: Session;
  readonly wanted: Expected;
  /** Null when nobody can tell who must endorse it: what it names is not there, or it is not well formed. */
  readonly endorsers: readonly Msp[] | null;
}

/** One ledger on which operations are played, each with what the model expects of it and what the auditor finds. */
export class Simulation {
  readonly tally = new Tally();
  readonly #auditor = new Auditor(NETWORK_FILE, REGULATOR_HOST);
  #trace = '';
  #height = 0;
  #played = 0;
  /** The transaction that first applied a request. */
  readonly #first = new Map<string, string>();

  private constructor(
    readonly state: State,
    private readonly chain: Chain,
    private readonly onBlock: (views: BlockViews) => void,
  ) {}

  /** Founds a fresh network with its program, its suppliers and its limits. */
  static async begin({ seed, contracts, onBlock = () => undefined }: SimulationOptions): Promise<Simulation> {
    const state = new State();
    state.nowMs = START_MS;
    const chain = await Chain.begin({ seed, now: () => state.nowMs, ...(contracts === undefined ? {} : { contracts }) });
    const simulation = new Simulation(state, chain, onBlock);
    for (const call of prologue()) await simulation.#call(call);
    state.network = simulation.#auditor.memory.network;
    return simulation;
  }

  /** Plays one operation; answers what became of it. @throws SimulationFailure */
  async play(operation: Operation): Promise<string> {
    this.state.nowMs += TICK_MS;
    const outcome = await this.#play(operation);
    this.tally.add(nameOf(operation), outcome);
    this.#trace = sha256(`${this.#trace}\n${describe(operation)}\n${outcome}`);
    this.#played += 1;
    if (this.#played % COMPARED_EVERY === 0) this.check();
    return outcome;
  }

  /** Checks everything at once, and compares what the model and the auditor believe. @throws SimulationFailure */
  check(): void {
    blame(this.#auditor.checkAll());
    const [first, ...more] = differences(this.state, this.#auditor.memory);
    if (first !== undefined) throw new SimulationFailure('AUDIT', 'comparison', `${first} (and ${more.length} differences more)`);
  }

  #play(operation: Operation): Promise<string> {
    switch (operation.kind) {
      case 'call':
        return this.#call(operation);
      case 'race':
        return this.#race(operation.calls);
      case 'clock':
        this.state.nowMs += operation.byMs;
        return Promise.resolve('VALID');
      case 'crash':
        return this.#crash();
      case 'reproject':
        return this.#reproject(operation.msp, operation.afterPermille);
    }
  }

  /** Blocks so far. */
  get blocks(): number {
    return this.#height;
  }

  /** A digest of every operation and what became of it. */
  get trace(): string {
    return this.#trace;
  }

  /** Closes the ledger and removes it. */
  end(): Promise<void> {
    return this.chain.close();
  }

  async #call(call: Call): Promise<string> {
    const session = await this.chain.as(call.actor);
    const wanted = expected(this.state, call);
    const outcome = await ended(call, executed(session, await withConsent(session, call)));
    await this.#readBlocks();
    this.#judge(call, wanted, outcome);
    this.#apply(call, wanted, outcome);
    return toldOf(wanted, call);
  }

  /** A call must end as the model expects. */
  #judge(call: Call, wanted: Expected, outcome: Outcome): void {
    const want = wanted.outcome === 'REPEATED' ? 'VALID' : wanted.outcome;
    if (want !== outcome.code) {
      const told = `expected ${want}, was ${outcome.code} ${JSON.stringify(outcome.details)}\n${describe(call)}`;
      throw new SimulationFailure('OUTCOME', `${call.name} ${want} ${outcome.code}`, told);
    }
    if ('reason' in wanted && outcome.details['reason'] !== wanted.reason)
      throw new SimulationFailure(
        'OUTCOME',
        `${call.name} ${toldOf(wanted, call)}`,
        `was ${JSON.stringify(outcome.details)}\n${describe(call)}`,
      );
  }

  #apply(call: Call, wanted: Expected, { transaction }: Outcome): void {
    if (wanted.outcome !== 'VALID') return;
    wanted.change();
    this.state.requests.set(requestKey(call), { name: call.name, input: inputText(call) });
    this.#first.set(requestKey(call), transaction ?? '');
  }

  /** Submits calls in one tick. Who lost tries again afterwards. */
  async #race(calls: readonly Call[]): Promise<string> {
    const entrants: Entrant[] = [];
    for (const call of calls) entrants.push(await this.#entrant(call));
    const sent = entrants.filter(({ endorsers }) => endorsers !== null);
    const outcomes = await Promise.all(
      sent.map(({ call, sent: signed, session, endorsers }) => ended(call, submitted(session, signed, endorsers ?? []))),
    );
    const order = (await this.#readBlocks()).map(({ id }) => id);
    const raced = sent.map((entrant, index) => ({ ...entrant, outcome: outcomes[index] as Outcome }));
    this.#judgeRace(raced, order);
    const codes: string[] = entrants.filter(({ endorsers }) => endorsers === null).map(({ wanted }) => wanted.outcome);
    for (const { call, outcome } of raced)
      codes.push(outcome.code === 'MVCC_CONFLICT' ? `LOST, then ${await this.#call(call)}` : outcome.code);
    return codes.sort().join(' + ');
  }

  /**
   * Those that were ordered must have a serial order: each valid one is what the model expects after the valid ones before
   * it in the block, and each conflict has a valid one before it.
   */
  #judgeRace(raced: readonly (Entrant & { readonly outcome: Outcome })[], order: readonly string[]): void {
    const placeOf = ({ outcome }: { readonly outcome: Outcome }): number => order.indexOf(outcome.ordered ?? '');
    for (const { call, wanted, outcome } of raced) if (outcome.ordered === null) this.#judge(call, wanted, outcome);
    let winners = 0;
    for (const { call, outcome } of raced.filter((each) => each.outcome.ordered !== null).sort((a, b) => placeOf(a) - placeOf(b))) {
      if (outcome.code === 'MVCC_CONFLICT' && winners > 0) continue;
      const wanted = expected(this.state, call);
      this.#judge(call, wanted, outcome);
      this.#apply(call, wanted, outcome);
      winners += 1;
    }
  }

  async #entrant(call: Call): Promise<Entrant> {
    const session = await this.chain.as(call.actor);
    const endorsers = await endorsersOf(session, call);
    return { call, sent: await withConsent(session, call), session, wanted: expected(this.state, call), endorsers };
  }

  /** Reads what was committed since, and lets the auditor see it. */
  async #readBlocks(): Promise<readonly CommittedTransaction[]> {
    const read: CommittedTransaction[] = [];
    for await (const views of this.chain.blocks(this.#height)) {
      this.#height += 1;
      read.push(...(views.get(REGULATOR_HOST)?.transactions ?? []));
      this.onBlock(views);
      blame(this.#auditor.take(views));
    }
    return read;
  }

  /** The process dies: everything acknowledged is there again, and the read model reads the same. */
  async #crash(): Promise<string> {
    const before = await this.#digests();
    const height = this.#height;
    await this.chain.crash();
    const found = (await (await this.chain.store()).position()).height;
    if (found !== height) throw new SimulationFailure('LOST', 'blocks', `${height} blocks were acknowledged, ${found} are there`);
    const after = await this.#digests();
    const differ = ORGANISATIONS.filter((_msp, index) => before[index] !== after[index]);
    if (differ.length > 0) throw new SimulationFailure('BOOKS', 'after a crash', `the books of ${differ.join(', ')} differ`);
    return 'VALID';
  }

  async #digests(): Promise<readonly string[]> {
    const store = await this.chain.store();
    return Promise.all(ORGANISATIONS.map((msp) => booksDigest(store, msp)));
  }

  /** A projector dies in the middle of the blocks: going on and beginning again both end with the same books. */
  async #reproject(msp: Msp, afterPermille: number): Promise<string> {
    const source = this.chain.stream(msp);
    const wanted = await booksDigest(await this.chain.store(), msp);
    const goneOn = this.chain.projectorOver(dyingStream(source, Math.floor((this.#height * afterPermille) / 1_000)));
    await goneOn.projector.catchUp().catch((error: unknown) => {
      if (!(error instanceof StreamDied)) throw error;
    });
    const begunAgain = this.chain.projectorOver(source);
    for (const [how, { projector, store }] of Object.entries({ 'going on': goneOn, 'beginning again': begunAgain })) {
      await projector.catchUp();
      if ((await booksDigest(store, msp)) !== wanted) throw new SimulationFailure('BOOKS', how, `the books of ${msp} differ after ${how}`);
    }
    return 'VALID';
  }
}

/** What is counted: the outcome, with the reason of a refused signature, and whether what was done was signed. */
function toldOf(wanted: Expected, { signed }: Call): string {
  if ('reason' in wanted) return `${wanted.outcome}:${wanted.reason}`;
  return wanted.outcome === 'VALID' && signed !== undefined ? 'VALID, signed' : wanted.outcome;
}

/** @throws SimulationFailure for the first thing that the auditor found */
function blame([first, ...more]: readonly Finding[]): void {
  if (first === undefined) return;
  const { invariant, block, transaction, text } = first;
  throw new SimulationFailure(
    'AUDIT',
    `invariant ${invariant}`,
    `${text} (${transaction}, block ${block}, and ${more.length} findings more)`,
  );
}

/** Any other error than a fault is a bug. @throws SimulationFailure */
async function ended(call: Call, work: Promise<Outcome>): Promise<Outcome> {
  try {
    return await work;
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new SimulationFailure('BUG', call.name, `${told}\n${describe(call)}`);
  }
}
