import { Fault, TRANSACTIONS, type CompanyRole, type CompanyStatus, type Msp, type NetworkDefinition } from '@tierline/chaincode/api';
import type { NewCompany } from './founding';
import type { Viewer } from '../ports/queries';
import type { Session, Sessions } from './session';
import { pages } from './pages';
import { step, type Step } from './step';

/** One person who can act. */
export interface Person {
  readonly user: string;
  readonly duty: string;
  readonly company: string;
  readonly name: string;
  /** The organisation that hosts his company; null for a company that the register does not know. */
  readonly hostMsp: Msp | null;
  readonly roles: readonly CompanyRole[];
  readonly status: CompanyStatus | null;
}

/** All enrolled people, by name, with their companies as the register has them. */
export async function peopleOf(sessions: Sessions): Promise<readonly Person[]> {
  const users = await sessions.users();
  const [first] = users;
  if (first === undefined) return [];
  const { books } = await sessions.as(first);
  const companies = new Map((await books.all('COMPANY')).map(({ record }) => [record.id, record]));
  return users
    .map((user) => {
      const [duty = '', id = ''] = user.split('@');
      const company = companies.get(id);
      const { name = '', hostMsp = null, roles = [], status = null } = company ?? {};
      return { user, duty, company: id, name, hostMsp, roles, status };
    })
    .sort((a, b) => (`${a.company}@${a.user}` < `${b.company}@${b.user}` ? -1 : 1));
}

/** Those whom somebody may know of: his company's people, and his organisation's when he is of its own company. */
export function colleaguesOf(viewer: Viewer, people: readonly Person[]): readonly Person[] {
  return people.filter(({ company, hostMsp }) => (viewer.company === null ? hostMsp === viewer.msp : company === viewer.company));
}

/** Orders the registration of companies that are not known yet. */
export async function onboarding(
  session: Session,
  companies: readonly NewCompany[],
): Promise<{ readonly steps: readonly Step[]; readonly fresh: readonly NewCompany[] }> {
  const known = new Set((await session.books.all('COMPANY')).map(({ record }) => record.id));
  const fresh = companies.filter(({ id }) => !known.has(id));
  return { fresh, steps: pages(fresh).map((page) => step(TRANSACTIONS.company.onboard, { companies: [...page] }, page.length)) };
}

/** The organisation that hosts companies of a role when none is named: the operator hosts the suppliers. @throws Fault NOT_FOUND */
export function hostFor({ organisations }: NetworkDefinition, role: CompanyRole, named: string | null): string {
  const wanted = role === 'supplier' ? 'operator' : role;
  const found = organisations.find((each) => (named === null ? each.role === wanted : each.name === named || each.msp === named));
  if (found === undefined) throw new Fault('NOT_FOUND', { field: 'organisation', value: named ?? wanted });
  return found.msp;
}
