import {
  addDays,
  compareDates,
  daysBetween,
  following,
  programCollection,
  TRANSACTIONS,
  type Calendar,
  type ProgramMembers,
  type Records,
} from '@tierline/chaincode/api';
import { execute } from '../execute';
import { ownCompany } from '../founding';
import { userName, type Person } from '../people';
import type { DemoKeys } from './demoKeys';
import type { Session, Sessions } from '../session';

/** How a demonstration tells what it is doing. */
export type Progress = (line: string) => void;

/** Where the life of one program is played: its people, its calendar and its clock. */
export class Stage {
  #today: string;

  constructor(
    readonly sessions: Sessions,
    readonly members: ProgramMembers,
    readonly currency: string,
    readonly calendar: Calendar,
    /** One unit of the currency in minor units: the least that a token is split to. */
    readonly minimumMinor: bigint,
    readonly progress: Progress,
    /** Today's real date, from which the program's clock offset counts. */
    private readonly realToday: string,
    firstDay: string,
    /** What its people sign with. */
    readonly keys: DemoKeys,
  ) {
    this.#today = firstDay;
  }

  get program(): string {
    return this.members.id;
  }

  get scope(): string {
    return programCollection(this.members.id);
  }

  /** The program's business date. */
  get today(): string {
    return this.#today;
  }

  /** The business date after today's. */
  get tomorrow(): string {
    return addDays(this.#today, 1);
  }

  /** The end of the business date some days on, as a time. */
  inDays(days: number): string {
    return `${addDays(this.#today, days)}T23:59:59Z`;
  }

  /** The next working day. */
  get valueDate(): string {
    return following(this.calendar, addDays(this.#today, 1));
  }

  /** A person's session: maker or checker of a company. */
  as(person: Person, company: string): Promise<Session> {
    return this.sessions.as(userName(person, company));
  }

  /** A person of a bank of the program; the first bank is the settlement bank. */
  bank(person: Person, index: number): Promise<Session> {
    return this.as(person, this.bankCompany(index));
  }

  /** The company of a bank of the program. */
  bankCompany(index: number): string {
    const msp = this.members.banks[index % this.members.banks.length];
    const organisation = this.sessions.network.organisations.find((each) => each.msp === msp);
    return organisation === undefined ? '' : ownCompany(organisation);
  }

  /** The MSPs that a bank's private pair is named by. */
  pair(index: number): { readonly program: string; readonly bankMsp: string; readonly hostMsp: string } {
    const bankMsp = this.members.banks[index % this.members.banks.length] ?? '';
    return { program: this.program, bankMsp, hostMsp: this.members.host };
  }

  /** Moves the program's clock to a later business date; an earlier one changes nothing. */
  async goTo(date: string): Promise<void> {
    if (compareDates(date, this.#today) <= 0) return;
    const operator = this.sessions.network.organisations.find(({ role }) => role === 'operator');
    if (operator === undefined) throw new Error('the network has an operator');
    const session = await this.as('maker', ownCompany(operator));
    await execute(session, TRANSACTIONS.program.advanceClock, {
      program: this.program,
      clockOffsetDays: daysBetween(this.realToday, date),
    });
    this.#today = date;
  }

  /** A private record of the program, as the regulator knows it. */
  async record<K extends 'TRANSFER' | 'ASK' | 'OFFER'>(kind: K, id: string, scope = this.scope): Promise<Records[K]> {
    const regulator = this.sessions.network.organisations.find(({ role }) => role === 'regulator');
    if (regulator === undefined) throw new Error('the network has a regulator');
    const { books } = await this.as('maker', ownCompany(regulator));
    const known = await books.find(kind, scope, id);
    if (known === null) throw new Error(`the demonstration has lost its ${kind}`);
    return known.record;
  }
}
