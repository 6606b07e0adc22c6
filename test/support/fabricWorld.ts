import { programCollection, TRANSACTIONS, type NetworkDefinition, type RecordKind, type Records } from '@tierline/chaincode/api';
import { execute } from '@tierline/client-app/dist/app/execute';
import type { NewProgram } from '@tierline/client-app/dist/app/founding';
import type { Session, Sessions } from '@tierline/client-app/dist/app/session';
import { NETWORK, PROGRAM, settle, type Place } from './world';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Programs of tests are eight hours ahead of UTC. */
const AHEAD_MS = 8 * HOUR_MS;

/** Programs beside the usual one, for lives that move their program's clock, and one that asks for signatures. */
export const MORE_PROGRAMS = ['LIFE-ONE', 'LIFE-TWO', 'LIFE-THREE', 'SIGNED'] as const;

/** The project's organisations and a bank that is in no program, with a few programs. */
export const FABRIC_NETWORK: NetworkDefinition = {
  ...NETWORK,
  organisations: [...NETWORK.organisations, { name: 'BANK-X', msp: 'BankXMSP', role: 'bank' }],
  programs: [PROGRAM, ...MORE_PROGRAMS].map((id) => ({
    id,
    host: 'OperatorMSP',
    core: 'CoreMSP',
    banks: ['BankAMSP', 'BankBMSP'],
    settlementBank: 'BankAMSP',
    regulator: 'RegulatorMSP',
  })),
};

/** A life on a Fabric network that is founded. Its clock is the machine's: business dates follow from today. */
export class FabricWorld implements Place {
  constructor(
    readonly sessions: Sessions,
    readonly program: string = PROGRAM,
    readonly tag: string = '',
  ) {}

  /** Opens the program and onboards its suppliers. */
  settle(terms: Partial<NewProgram> = {}): Promise<void> {
    return settle(this, terms);
  }

  /** Another life in the same program. */
  tagged(tag: string): FabricWorld {
    return new FabricWorld(this.sessions, this.program, tag);
  }

  async as(user: string): Promise<Session> {
    const session = await this.sessions.as(user);
    await session.books.catchUp();
    return session;
  }

  async record<K extends RecordKind>(kind: K, id: string, scope = programCollection(this.program)): Promise<Records[K] | null> {
    const { books } = await this.as('maker@REGULATOR-01');
    return (await books.find(kind, scope, id))?.record ?? null;
  }

  offsetFor(day: string): number {
    const today = Math.floor((Date.now() + AHEAD_MS) / DAY_MS) * DAY_MS;
    return Math.round((Date.parse(day) - today) / DAY_MS);
  }

  async goTo(day: string): Promise<void> {
    const order = { program: this.program, clockOffsetDays: this.offsetFor(day) };
    await execute(await this.as('maker@OPERATOR-01'), TRANSACTIONS.program.advanceClock, order);
  }
}
