import { contracts, withNodeClock } from '@tierline/chaincode';
import {
  fromWire,
  programCollection,
  toWire,
  TRANSACTIONS,
  type AnyRecord,
  type Msp,
  type Parties,
  type TransactionSpec,
  type Wire,
} from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { openEmbedded, type EmbeddedHost } from '@tierline/client-app/dist/adapters/embedded/openEmbedded';
import { execute } from '@tierline/client-app/dist/app/execute';
import { freshId, type Order } from '@tierline/client-app/dist/app/ordering';
import { createProgram, foundNetwork, onboardCompanies } from '@tierline/client-app/dist/app/founding';
import { openLedger } from '@tierline/client-app/dist/main';
import type { Sessions } from '@tierline/client-app/dist/app/session';
import type { Ledger, LedgerHost } from '@tierline/client-app/dist/ports/ledger';
import type { z } from 'zod';
import { BANK_CHECKER, company, PAIR, PROGRAM } from './trade';
import { NETWORK } from './yardstick';

const HOST = 'OperatorMSP';
const FIRST_DAY = '2026-03-02';
/** The clock of benches, which stands still. */
export const BENCH_NOW_MS = Date.parse('2026-10-01T12:00:00Z');
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const UTC_OFFSET_MINUTES = 480;

/** A transaction that is ready to be submitted. */
export interface Ready {
  /** Those who endorse it. */
  readonly endorsers: readonly Msp[];
  /** Submits it and waits for its commit. @throws Fault */
  readonly submit: () => Promise<unknown>;
}

/**
 * A ledger on which benches run: founded, one program, two suppliers, some cores, each with a limit of bank A. Transactions
 * go through the ledger port; no read model follows, which has benches of its own. Its clock stands still.
 */
export class Ground {
  readonly #ledgers = new Map<string, Ledger>();

  private constructor(
    private readonly host: LedgerHost,
    private readonly cores: number,
  ) {}

  /** The ground on a ledger that others opened, and on which {@link foundGround} prepared so many cores. */
  static on(host: LedgerHost, cores: number): Ground {
    return new Ground(host, cores);
  }

  /** Founds a fresh ledger in a folder and opens it. */
  static async found(directory: string, cores: number): Promise<Ground> {
    const open = await openLedger({ directory, network: NETWORK, now: () => BENCH_NOW_MS });
    await foundNetwork(open.sessions);
    await foundGround(open.sessions, cores, BENCH_NOW_MS);
    await open.close();
    return new Ground(await openGround(directory), cores);
  }

  /** The core of the n-th item: neighbours have different cores, and so different limits. */
  core(index: number): string {
    return coreId(index % this.cores);
  }

  /** Prepares a transaction of a user. `tokenHost` is the organisation of the owner of the tokens that it names. */
  async ready<S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>, tokenHost = HOST): Promise<Ready> {
    const ledger = this.#ledgers.get(user) ?? this.host.connect(await this.host.identities.find(user).then(({ identity }) => identity));
    this.#ledgers.set(user, ledger);
    const input = toWire({ ...order, requestId: freshId('REQ') });
    const endorsers = await spec.endorsers(spec.input.parse(input), partiesWhere(tokenHost));
    return { endorsers, submit: () => ledger.submit(spec.name, input, endorsers) };
  }

  /** Submits a transaction of a user. @throws Fault */
  async act<S extends z.ZodType>(user: string, spec: TransactionSpec<S>, order: Order<S>, tokenHost?: Msp): Promise<void> {
    await (await this.ready(user, spec, order, tokenHost)).submit();
  }

  /** The private records of the program as they are now, read from the blocks as the regulator gets them. */
  async records(): Promise<readonly AnyRecord[]> {
    const collection = programCollection(PROGRAM);
    const known = new Map<string, string | null>();
    for await (const { transactions } of this.host.stream(partiesWhere(HOST).regulator).blocks(0)) {
      const writes = transactions.filter(({ code }) => code === 'VALID').flatMap(({ privateWrites }) => privateWrites);
      for (const write of writes) if (write.collection === collection) known.set(write.key, write.value);
    }
    return [...known.values()].filter((value) => value !== null).map((value) => fromWire<AnyRecord>(JSON.parse(value) as Wire));
  }

  /** Closes the ledger. */
  close(): Promise<void> {
    return this.host.close();
  }
}

/** Opens a ledger on which benches have run. */
export function openGround(directory: string): Promise<EmbeddedHost> {
  return openEmbedded({ directory, network: NETWORK, contracts, withNodeClock, now: () => BENCH_NOW_MS });
}

const coreId = (index: number): string => `CORE-B${String(index).padStart(3, '0')}`;

/** Opens the program of the benches, registers their companies, and gives each core a limit of bank A. @param nowMs the ledger's time */
export async function foundGround(sessions: Sessions, cores: number, nowMs: number): Promise<void> {
  const coreIds = Array.from({ length: cores }, (_, index) => coreId(index));
  await createProgram(sessions, (currency) => Promise.resolve(calendarFor(currency)), {
    program: PROGRAM,
    name: 'Bench',
    mode: 'DEMO',
    clockOffsetDays: Math.ceil((Date.parse(FIRST_DAY) - nowMs) / DAY_MS - UTC_OFFSET_MINUTES / DAY_MINUTES),
    core: 'CORE-01',
    currency: 'CNY',
    dayCount: 'ACT/360',
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    termDays: 60,
    maxTier: 4,
    minimumTokenMinor: 100n,
    recourse: true,
    payoutDays: 3,
    graceDays: 5,
    lateContract: null,
  });
  const suppliers = ['SUP-01', 'SUP-02'].map((id) => company(id, 'supplier', HOST));
  await onboardCompanies(sessions, [...suppliers, ...coreIds.map((id) => company(id, 'core', 'CoreMSP'))]);
  const bank = await sessions.as(BANK_CHECKER);
  for (const core of coreIds) {
    const limit = { ...PAIR, core, currency: 'CNY', ceilingMinor: 10n ** 15n, expiresOn: '2026-12-31' };
    await execute(bank, TRANSACTIONS.financing.setLimit, limit);
  }
}

/** What the table of endorsers asks, answered from the network and from what the bench itself did. */
function partiesWhere(tokenHost: Msp): Parties {
  const program = NETWORK.programs.find(({ id }) => id === PROGRAM);
  if (program === undefined) throw new Error('the network has the program of the benches');
  const hosts = Promise.resolve([tokenHost]);
  return {
    operator: HOST,
    regulator: program.regulator,
    program: () => Promise.resolve(program),
    witness: () => Promise.resolve(program.core),
    tokenHosts: () => hosts,
    transferHosts: () => hosts,
    askTokens: () => Promise.resolve([]),
    sellerHost: () => Promise.resolve(HOST),
    anyConfirmed: () => Promise.resolve(false),
  };
}
