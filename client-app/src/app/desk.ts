import { Fault, type Company } from '@tierline/chaincode/api';
import { ownCompany } from './founding';
import { programMeant, programView, type ProgramView } from './programs';
import type { Session } from './session';

/** A person at work in one program: what every use case starts from. */
export interface Desk {
  readonly session: Session;
  /** The company that he acts for. */
  readonly company: Company;
  readonly view: ProgramView;
}

/** The company that a session acts for. @throws Fault NOT_FOUND */
export async function companyOf(session: Session): Promise<Company> {
  return companyNamed(session, session.attributes.company);
}

/** A company of the register. @throws Fault NOT_FOUND */
export async function companyNamed(session: Session, id: string): Promise<Company> {
  const found = await session.books.find('COMPANY', '', id);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'company', id });
  return found.record;
}

/**
 * @throws Fault NOT_AUTHORISED unless the desk is the regulator's or the settlement bank's own, who read every holder's account: not
 *   that of a company that either hosts
 */
export function requireReadsAll({ company, session: { identity, network }, view }: Desk): void {
  const organisation = network.organisations.find(({ msp }) => msp === identity.msp);
  const isOwn = organisation !== undefined && company.id === ownCompany(organisation);
  if (!isOwn || (organisation.role !== 'regulator' && organisation.msp !== view.program.settlementBankMsp)) {
    throw new Fault('NOT_AUTHORISED', { need: 'the company itself, the regulator or the settlement bank' });
  }
}

/** Whether the desk's company is a bank of the program: it may offer, and sees what is open for offers. */
export function isBankHere({ company, session, view }: Desk): boolean {
  return company.roles.includes('bank') && view.program.bankMsps.includes(session.identity.msp);
}

/** @throws Fault NOT_AUTHORISED unless the desk is a bank's of the program */
export function requireBank(desk: Desk): void {
  if (!isBankHere(desk)) throw new Fault('NOT_AUTHORISED', { need: 'a bank of the program' });
}

/**
 * Sits a person down in a program.
 * @param named the program's id, or null for the one that is meant.
 * @param mentioned a thing of the program, see {@link programMeant}.
 * @param nowMs milliseconds since 1970 UTC.
 * @throws Fault NOT_FOUND, MALFORMED
 */
export async function deskIn(session: Session, named: string | null, mentioned: string | null, nowMs: number): Promise<Desk> {
  const id = await programMeant(session.books, named, mentioned);
  return { session, company: await companyOf(session), view: await programView(session.books, id, nowMs) };
}
