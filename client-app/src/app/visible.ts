import { Fault } from '@tierline/chaincode/api';
import type { Viewer } from '../ports/queries';
import { companyOf } from './desk';
import { ownCompany } from './founding';
import type { Session } from './session';

/**
 * Whose eyes a person reads with: those of his whole organisation when he is of its own company, else of his company alone.
 * @throws Fault NOT_FOUND for a company that the register does not know; NOT_AUTHORISED for one that another organisation hosts
 */
export async function viewerOf(session: Session): Promise<Viewer> {
  const { msp } = session.identity;
  const { id, hostMsp } = await companyOf(session);
  if (hostMsp !== msp) throw new Fault('NOT_AUTHORISED', { need: 'a company that the organisation hosts' });
  const organisation = session.network.organisations.find((each) => each.msp === msp);
  return { msp, company: organisation !== undefined && id === ownCompany(organisation) ? null : id };
}
