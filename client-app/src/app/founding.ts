import {
  Fault,
  FIRST_POLICY,
  toWire,
  TRANSACTIONS,
  type CompanyRole,
  type NetworkDefinition,
  type Organisation,
  type Wire,
} from '@tierline/chaincode/api';
import type { Calendars } from '../ports/calendars';
import { dryRun } from './dryRun';
import { execute } from './execute';
import { freshId, type Order } from './ordering';
import { enrol, enrolPeople, userName, type Person } from './people';
import type { Session, Sessions } from './session';

/** A company as it is onboarded. */
export type NewCompany = Order<typeof TRANSACTIONS.company.onboard.input>['companies'][number];

/** The same whenever the first key is made: of several requests, one applies. */
const FIRST_KEY_REQUEST = 'FOUNDING-FINGERPRINT-KEY';

/** Most companies of one transaction. */
const PAGE = 200;

const OWN_ROLE: Readonly<Record<Organisation['role'], CompanyRole>> = {
  operator: 'operator',
  core: 'core',
  bank: 'bank',
  regulator: 'regulator',
};

/** The id of an organisation's own company: `BANK-A` has `BANK-A-01`. */
export const ownCompany = (organisation: Pick<Organisation, 'name'>): string => `${organisation.name}-01`;

/** The company of an organisation. */
function companyOf(organisation: Organisation): NewCompany {
  return {
    id: ownCompany(organisation),
    name: organisation.name,
    identity: { scheme: 'LOCAL', value: organisation.name },
    roles: [OWN_ROLE[organisation.role]],
    hostMsp: organisation.msp,
    sizeClass: 'LARGE',
    group: null,
    parent: null,
  };
}

/** The name of a person of the operator, who founds the network and its programs. */
export function operatorUser({ organisations }: NetworkDefinition, person: Person): string {
  const operator = organisations.find(({ role }) => role === 'operator');
  if (operator === undefined) throw new Error('the network has an operator');
  return userName(person, ownCompany(operator));
}

/** The people of the operator: a maker and a checker who is another person. */
export async function operators(sessions: Sessions): Promise<{ readonly maker: Session; readonly checker: Session }> {
  const operator = sessions.network.organisations.find(({ role }) => role === 'operator');
  if (operator === undefined) throw new Error('the network has an operator');
  const company = ownCompany(operator);
  return { maker: await enrol(sessions, operator.msp, company, 'maker'), checker: await enrol(sessions, operator.msp, company, 'checker') };
}

/**
 * Founds the network: the organisations' own companies and people, the first policy and the first fingerprint key. Done
 * once; a founding that was broken off is completed, and an organisation that joined since gets its company and people.
 */
export async function foundNetwork(sessions: Sessions): Promise<void> {
  const { maker, checker } = await operators(sessions);
  const companies = sessions.network.organisations.map(companyOf);
  if ((await maker.books.find('COMPANY', '', companies[0]?.id ?? '')) === null)
    await execute(maker, TRANSACTIONS.company.found, { companies, production: sessions.network.production });
  if ((await maker.books.find('POLICY', '', String(FIRST_POLICY.version))) === null) {
    await execute(checker, TRANSACTIONS.company.setFingerprintKey, { version: 1 }, { requestId: FIRST_KEY_REQUEST });
    await decide(maker, checker, 'POLICY', toWire(FIRST_POLICY));
  }
  await registerNewcomers(maker, companies);
  await enrolRegistered(sessions, maker, companies);
}

/** Registers the companies of organisations that joined later. The register has one regulator: another gets none. */
async function registerNewcomers(maker: Session, companies: readonly NewCompany[]): Promise<void> {
  const fresh: NewCompany[] = [];
  for (const company of companies) {
    const known = company.roles.includes('regulator') || (await maker.books.find('COMPANY', '', company.id)) !== null;
    if (!known) fresh.push(company);
  }
  if (fresh.length > 0) await execute(maker, TRANSACTIONS.company.onboard, { companies: fresh });
}

/** Enrols the people of those companies that are registered; who is enrolled already stays as he is. */
export async function enrolRegistered(sessions: Sessions, { books }: Session, companies: readonly Pick<NewCompany, 'id'>[]): Promise<void> {
  for (const { id } of companies) {
    const registered = await books.find('COMPANY', '', id);
    if (registered !== null) await enrolPeople(sessions, registered.record);
  }
}

/** Two persons of the operator put something in force. */
export async function decide(maker: Session, checker: Session, subject: 'POLICY' | 'CALENDAR' | 'COMPANY', content: Wire): Promise<void> {
  const proposal = freshId('PROPOSAL');
  await execute(maker, TRANSACTIONS.company.propose, { proposal, subject, content: content as never });
  await execute(checker, TRANSACTIONS.company.approve, { proposal });
}

/** Registers companies that are not known yet, and enrols the people of all of them. */
export async function onboardCompanies(sessions: Sessions, companies: readonly NewCompany[]): Promise<void> {
  const { maker } = await operators(sessions);
  const known = new Set((await maker.books.all('COMPANY')).map(({ record }) => record.id));
  const fresh = companies.filter(({ id }) => !known.has(id));
  for (let start = 0; start < fresh.length; start += PAGE) {
    await execute(maker, TRANSACTIONS.company.onboard, { companies: fresh.slice(start, start + PAGE) });
  }
  await enrolRegistered(sessions, maker, companies);
}

/** A program's rules as they are chosen; the members are the network's. */
export type NewProgram = Omit<
  Order<typeof TRANSACTIONS.program.create.input>,
  'banks' | 'settlementBank' | 'calendarVersion' | 'policyVersion'
>;

/**
 * Opens a program, its currency's calendar before it, and the pairs of its banks with the host. Done once; what was broken
 * off is completed.
 */
export async function createProgram(sessions: Sessions, calendars: Calendars, program: NewProgram): Promise<void> {
  const { maker, checker } = await operators(sessions);
  const members = sessions.network.programs.find(({ id }) => id === program.program);
  if (members === undefined) return;
  if ((await maker.books.find('PROGRAM-HEAD', '', program.program)) === null) {
    const calendar = await calendars(program.currency);
    if ((await maker.books.find('CALENDAR', '', `${calendar.currency}-${calendar.version}`)) === null) {
      await decide(maker, checker, 'CALENDAR', toWire({ kind: 'CALENDAR', schemaVersion: 1, ...calendar }));
    }
    await execute(maker, TRANSACTIONS.program.create, programOrder(sessions, program, calendar.version));
  }
  await openPairs(sessions, program.program, members.host, members.banks);
}

/** What is submitted for a new program: its chosen rules, and the members and versions that follow. @throws Fault NOT_FOUND */
export function programOrder(
  sessions: Sessions,
  program: NewProgram,
  calendarVersion: number,
): Order<typeof TRANSACTIONS.program.create.input> {
  const members = sessions.network.programs.find(({ id }) => id === program.program);
  if (members === undefined) throw new Fault('NOT_FOUND', { kind: 'program', id: program.program });
  const companyAt = (msp: string): string => ownCompany(organisationOf(sessions, msp));
  return {
    ...program,
    banks: members.banks.map(companyAt),
    settlementBank: companyAt(members.settlementBank),
    calendarVersion,
    policyVersion: FIRST_POLICY.version,
  };
}

function organisationOf(sessions: Sessions, msp: string): Organisation {
  const organisation = sessions.network.organisations.find((each) => each.msp === msp);
  if (organisation === undefined) throw new Error('a program names organisations of the network');
  return organisation;
}

async function openPairs(sessions: Sessions, program: string, hostMsp: string, banks: readonly string[]): Promise<void> {
  for (const bankMsp of banks) {
    const bank = await enrol(sessions, bankMsp, ownCompany(organisationOf(sessions, bankMsp)), 'maker');
    const order = { program, bankMsp, hostMsp };
    const { conditions } = await dryRun(bank, TRANSACTIONS.program.openPair, order);
    const isOpen = conditions.some(({ code }) => code === 'WRONG_STATE');
    if (!isOpen) await execute(bank, TRANSACTIONS.program.openPair, order, { requestId: `PAIR-${program}`.slice(0, 40) });
  }
}
