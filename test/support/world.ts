import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programCollection, TRANSACTIONS, type NetworkDefinition, type Records, type RecordKind } from '@tierline/chaincode/api';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { execute } from '@tierline/client-app/dist/app/execute';
import { createProgram, foundNetwork, onboardCompanies, type NewCompany, type NewProgram } from '@tierline/client-app/dist/app/founding';
import type { Session, Sessions } from '@tierline/client-app/dist/app/session';
import { openLedger, type OpenEmbedded } from '@tierline/client-app/dist/main';

/** The network file of the project. */
export const NETWORK: NetworkDefinition = readNetworkFile(join(__dirname, '../../../network/network.yaml'));
/** The program in which tests live, and its collection. */
export const PROGRAM = 'DEMO-CNY';
export const SCOPE = programCollection(PROGRAM);
/** The first business date of a test's program. */
export const FIRST_DAY = '2026-03-02';
/** The clock of a test: the real one would make its business dates move. Midday in UTC. */
export const TEST_NOW_MS = Date.parse('2026-10-01T12:00:00Z');
/** A digest for documents whose content does not matter. */
export const DIGEST = 'ab'.repeat(32);
/** Everything between bank A and the operator is addressed so. */
export const PAIR_A = { program: PROGRAM, bankMsp: 'BankAMSP', hostMsp: 'OperatorMSP' };
/** Everything between bank B and the operator. */
export const PAIR_B = { program: PROGRAM, bankMsp: 'BankBMSP', hostMsp: 'OperatorMSP' };

/** The terms of a test's program. */
export const TERMS = {
  currency: 'CNY',
  dayCount: 'ACT/360',
  utcOffsetMinutes: 480,
  termDays: 60,
  maxTier: 4,
  minimumTokenMinor: 10_000n,
  recourse: true,
  payoutDays: 3,
  graceDays: 5,
  lateContract: null,
} as const satisfies Partial<NewProgram>;

const DAY_MS = 86_400_000;

/** The offset that makes a DEMO program's business date `day` at {@link TEST_NOW_MS}. */
export const offsetFor = (day: string): number => Math.round((Date.parse(day) - Date.parse('2026-10-01')) / DAY_MS);

/** A supplier hosted by the operator. */
export function supplier(id: string, more: Partial<NewCompany> = {}): NewCompany {
  return {
    id,
    name: id,
    identity: { scheme: 'LOCAL', value: id },
    roles: ['supplier'],
    hostMsp: 'OperatorMSP',
    sizeClass: 'SMALL',
    group: null,
    parent: null,
    ...more,
  };
}

/** Where a life is lived: the people of every organisation at work on a ledger, in one program. */
export interface Place {
  readonly sessions: Sessions;
  readonly program: string;
  /** Ends every id of a life, so that several can be lived on one ledger; empty where only one is. */
  readonly tag: string;
  /** A person's session, its books read up to the last block: `maker@SUP-01`. */
  as(user: string): Promise<Session>;
  /** The current form of a record, as the regulator's organisation knows it; in the program's collection by default. */
  record<K extends RecordKind>(kind: K, id: string, scope?: string): Promise<Records[K] | null>;
  /** The clock offset with which the program has this business date now. */
  offsetFor(day: string): number;
  /** Moves the program's clock to a later business date. */
  goTo(day: string): Promise<void>;
}

/** Opens the program of a test and onboards its suppliers, SUP-01 to SUP-04, in a network that is founded. */
export async function settle(
  { sessions, program, offsetFor: offset }: Pick<Place, 'sessions' | 'program' | 'offsetFor'>,
  terms: Partial<NewProgram> = {},
): Promise<void> {
  await createProgram(sessions, (currency) => Promise.resolve(calendarFor(currency)), {
    program,
    name: 'Test',
    mode: 'DEMO',
    clockOffsetDays: offset(FIRST_DAY),
    core: 'CORE-01',
    ...TERMS,
    ...terms,
  });
  await onboardCompanies(
    sessions,
    ['SUP-01', 'SUP-02', 'SUP-03', 'SUP-04'].map((id) => supplier(id)),
  );
}

/** A network in which a test lives: founded, one DEMO program in CNY, four suppliers SUP-01 to SUP-04. */
export class World implements Place {
  readonly program = PROGRAM;
  readonly tag = '';
  readonly offsetFor = offsetFor;

  private constructor(
    readonly open: OpenEmbedded,
    readonly directory: string,
    readonly clock: { now: number },
  ) {}

  /** Founds a fresh network in a temporary folder. */
  static async found(program: Partial<NewProgram> = {}, network: NetworkDefinition = NETWORK): Promise<World> {
    const directory = mkdtempSync(join(tmpdir(), 'tierline-world-'));
    const clock = { now: TEST_NOW_MS };
    const open = await openLedger({ directory, network, now: () => clock.now });
    const world = new World(open, directory, clock);
    await foundNetwork(open.sessions);
    await settle(world, program);
    return world;
  }

  get sessions(): Sessions {
    return this.open.sessions;
  }

  /** Closes the ledger and removes its folder. */
  async end(): Promise<void> {
    await this.open.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A person's session, its books read up to the last block: `maker@SUP-01`. */
  async as(user: string): Promise<Session> {
    const session = await this.open.sessions.as(user);
    await session.books.catchUp();
    return session;
  }

  /** The current form of a record, as the regulator's organisation knows it. */
  async record<K extends RecordKind>(kind: K, id: string, scope: string = SCOPE): Promise<Records[K] | null> {
    const { books } = await this.as('maker@REGULATOR-01');
    return (await books.find(kind, scope, id))?.record ?? null;
  }

  /** Moves the program's clock to a later business date. */
  async goTo(day: string): Promise<void> {
    await execute(await this.as('maker@OPERATOR-01'), TRANSACTIONS.program.advanceClock, {
      program: PROGRAM,
      clockOffsetDays: offsetFor(day),
    });
  }
}

/** One claim with one invoice of the same amount. */
export function claim(number: string, amountMinor: bigint, dueDate = '2026-06-22') {
  return {
    documents: [{ type: 'INVOICE' as const, number, issueDate: '2026-02-20', amountMinor, digest: DIGEST }],
    faceMinor: amountMinor,
    deliveryDate: '2026-02-20',
    dueDate,
  };
}

/** Submits one schedule of SUP-01 on CORE-01; answers the receivables' ids. */
export async function submitted(world: Place, schedule: string, amounts: readonly bigint[], dueDate?: string): Promise<string[]> {
  const claims = amounts.map((amountMinor, index) => claim(`${schedule}-INV-${index + 1}`, amountMinor, dueDate));
  await execute(await world.as('maker@SUP-01'), TRANSACTIONS.receivable.submit, {
    program: world.program,
    schedules: [{ id: schedule, creditor: 'SUP-01', debtor: 'CORE-01', claims }],
  });
  return amounts.map((_amount, index) => `${schedule}-${String(index + 1).padStart(2, '0')}`);
}

/** Submits, checks and confirms one schedule; answers the receivables' ids. */
export async function confirmed(world: Place, schedule: string, amounts: readonly bigint[], dueDate?: string): Promise<string[]> {
  const receivables = await submitted(world, schedule, amounts, dueDate);
  await execute(await world.as('maker@CORE-01'), TRANSACTIONS.receivable.check, { program: world.program, receivables });
  await execute(await world.as('checker@CORE-01'), TRANSACTIONS.receivable.confirm, {
    program: world.program,
    receivables,
    undertakingDigest: DIGEST,
  });
  return receivables;
}
