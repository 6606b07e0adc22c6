import './disguise';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { withNodeClock } from '@tierline/chaincode';
import { faultIn } from '@tierline/chaincode/api';
import { openEmbedded, type EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import type { Identity } from '@tierline/client-app/dist/ports/ledger';
import { LedgerBug } from '@tierline/client-app/dist/ports/ledgerBug';
import { guardProcess } from '@tierline/client-app/dist/processGuard';
import { WIDE_NETWORK } from '../support/wideNetwork';
import { TEST_NOW_MS } from '../support/world';
import { DISGUISE } from './disguise';
import { LEDGERS, type Ending, type LedgerName, type Plan, type PlannedCall, type Replayed, type Surroundings } from './plan';
import { watchedContracts, type Tape } from './watchedContracts';

guardProcess();

const ELSEWHERE = process.env[DISGUISE] === '1';
/** How far the clocks of the endorsing nodes are from the client's in the disguised process: within the window of four minutes. */
const SHIFTS_MS = [-239_000, 239_000, -61_000, 120_500, 7, -1, 180_000, -200_000, 33_333];

const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 32);

function surroundings(): Surroundings {
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: Intl.DateTimeFormat().resolvedOptions().locale,
    localTime: new Date(TEST_NOW_MS).toString(),
    clock: new Date().toISOString(),
    random: Math.random(),
  };
}

/** Replays a plan on copies of its ledgers. */
class Replayer {
  readonly #tape: Tape = [];
  readonly #hosts = new Map<LedgerName, EmbeddedHost>();
  readonly #people = new Map<string, Identity>();
  #call = 0;

  constructor(private readonly plan: Plan) {}

  async open(): Promise<void> {
    for (const name of LEDGERS) this.#hosts.set(name, await this.#opened(this.plan.folders[name]));
  }

  /** Replays all calls: the disguised process from the last to the first, because none may depend on another. */
  async replay(): Promise<readonly Ending[]> {
    const endings: Ending[] = [];
    const order = this.plan.calls.map((_, index) => index);
    for (const index of ELSEWHERE ? order.reverse() : order) endings[index] = await this.#ending(index);
    return endings;
  }

  async close(): Promise<void> {
    for (const host of this.#hosts.values()) await host.close();
  }

  #opened(directory: string): Promise<EmbeddedHost> {
    return openEmbedded({
      directory,
      network: WIDE_NETWORK,
      contracts: watchedContracts({ tape: this.#tape, reorders: ELSEWHERE, planted: this.plan.planted }),
      withNodeClock,
      now: () => TEST_NOW_MS,
      clockShiftMs: Object.fromEntries(
        WIDE_NETWORK.organisations.map(({ msp }, index) => [msp, ELSEWHERE ? (SHIFTS_MS[index % SHIFTS_MS.length] ?? 0) : 0]),
      ),
      randomBytes: (count) => createHash('sha256').update(`${this.#call} ${count}`).digest().subarray(0, count),
    });
  }

  async #ending(index: number): Promise<Ending> {
    const call = this.plan.calls[index] as PlannedCall;
    this.#call = index;
    this.#tape.length = 0;
    try {
      const { endorsers: _endorsers, ...told } = await this.#simulated(call);
      const parts = { ...told, bytes: this.#tape };
      return { outcome: 'DONE', digests: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, digestOf(part)])) };
    } catch (error) {
      const fault = faultIn(error);
      if (fault !== null) return { outcome: fault.code, digests: { fault: digestOf([fault.code, fault.details]) } };
      if (!(error instanceof LedgerBug)) throw error;
      return { outcome: 'BUG', digests: { bug: String(error.cause) } };
    }
  }

  async #simulated({ ledger, user, transaction, input, endorsers }: PlannedCall) {
    const host = this.#hosts.get(ledger) as EmbeddedHost;
    const identity = this.#people.get(`${ledger} ${user}`) ?? (await host.identities.find(user)).identity;
    this.#people.set(`${ledger} ${user}`, identity);
    const at = ELSEWHERE ? endorsers.at(-1) : endorsers[0];
    return host.simulate(identity, transaction, input, at === undefined ? [] : [at]);
  }
}

async function main(planFile: string, answerFile: string): Promise<void> {
  const replayer = new Replayer(JSON.parse(readFileSync(planFile, 'utf8')) as Plan);
  await replayer.open();
  const answer: Replayed = { surroundings: surroundings(), endings: await replayer.replay() };
  await replayer.close();
  writeFileSync(answerFile, JSON.stringify(answer));
}

const [planFile = '', answerFile = ''] = process.argv.slice(2);
void main(planFile, answerFile);
