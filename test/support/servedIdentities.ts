import { DUTIES, type Duty } from '@tierline/chaincode/api';
import { keepNetwork } from '@tierline/client-app/dist/adapters/dataDirectory';
import { calendarFor } from '@tierline/client-app/dist/adapters/calendars/calendarFor';
import { userName } from '@tierline/client-app/dist/app/people';
import { ACTORS, Cast, type Actor } from './identityActors';
import { identityCalls, type Call } from './identityCalls';
import { identityFixture } from './identityFixture';
import { WHO } from './identityTable';
import { Served } from './served';
import { WIDE_NETWORK } from './wideNetwork';

/** Companies of every role in two tenants: those of the program's organisations, and those of organisations that are in no program of it. */
export const COMPANIES: Readonly<Record<string, string>> = {
  'SUP-01': 'OperatorMSP',
  'SUP-02': 'OperatorMSP',
  'SUP-X1': 'OperatorBMSP',
  'CORE-01': 'CoreMSP',
  'CORE-02': 'CoreMSP',
  'CORE-B-01': 'CoreBMSP',
  'BANK-A-01': 'BankAMSP',
  'BANK-A-02': 'BankAMSP',
  'BANK-B-01': 'BankBMSP',
  'BANK-X-01': 'BankXMSP',
  'OPERATOR-01': 'OperatorMSP',
  'OPERATOR-02': 'OperatorMSP',
  'OPERATOR-B-01': 'OperatorBMSP',
  'REGULATOR-01': 'RegulatorMSP',
  'REGULATOR-02': 'RegulatorMSP',
  'REGULATOR-B-01': 'RegulatorBMSP',
};

/** Everybody who asks: each duty of each company. */
export const PERSONS: readonly { readonly user: string; readonly company: string; readonly duty: Duty }[] = Object.keys(COMPANIES).flatMap(
  (company) => DUTIES.map((duty) => ({ user: userName(duty, company), company, duty })),
);

/** The world of the identity tests behind a real server. */
export interface ServedIdentities {
  readonly served: Served;
  readonly calls: Readonly<Record<string, Call>>;
  /** The enrolled name of an actor of a transaction, see {@link keyOf}. */
  readonly users: ReadonlyMap<string, string>;
}

/** The name of a cell: a transaction and who calls it. */
export const keyOf = (transaction: string, { role, duty, relation }: Actor): string => `${transaction}: ${duty} of ${role}, ${relation}`;

/** Lives the fixture, enrols everybody, and serves it. */
export async function servedIdentities(): Promise<ServedIdentities> {
  const world = await identityFixture();
  const calls = await identityCalls(world, calendarFor('CNY').version);
  for (const { user, company, duty } of PERSONS) {
    await world.sessions.enrol(COMPANIES[company] ?? '', user, { company, roles: [duty], person: duty });
  }
  const cast = new Cast(world.open, world.directory);
  const users = new Map<string, string>();
  for (const [transaction, who] of Object.entries(WHO)) {
    for (const actor of ACTORS) {
      if (actor.relation !== 'BARE') users.set(keyOf(transaction, actor), (await cast.enrolled(actor, who)).identity.name);
    }
  }
  await keepNetwork(world.directory, WIDE_NETWORK);
  await world.open.close();
  const { now } = world.clock;
  return { served: await Served.over(world.directory, { now: () => now }), calls, users };
}
