import { Fault, type Ask, type Schedule } from '@tierline/chaincode/api';
import type { Viewer } from '../ports/queries';
import { companyOf, type Desk } from './desk';
import { ownCompany } from './founding';
import type { Life } from './lives';
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

/** What a person may see of the tokens of a receivable. */
export interface Sight {
  /** Whether he sees all of it: creditor, debtor, and the organisation's own company. */
  readonly isWhole: boolean;
  /** Whether he sees who owned a token, and what became of it: one that his company ever owned, or that is held for it now. */
  readonly sees: (life: Life) => boolean;
}

/** What the person at this desk may see of the receivables of a schedule. @throws Fault as {@link viewerOf} */
export async function sightOf({ session, view: { scope } }: Desk, { creditor, debtor }: Schedule): Promise<Sight> {
  const { company } = await viewerOf(session);
  if (company === null || company === creditor || company === debtor) return { isWhole: true, sees: () => true };
  const offered = await session.books.all('TRANSFER', { scope, where: { payee: company, status: 'OPEN' } });
  const held = new Set(offered.flatMap(({ record }) => record.tokens));
  return {
    isWhole: false,
    sees: ({ id, forms, ended }) => forms.some(({ token }) => token.owner === company) || (ended === null && held.has(id)),
  };
}

/** A company that a bank hosts may offer for what is open; what the bank itself bought is not its business. @throws Fault NOT_FOUND */
export async function requireSeenAsk({ session }: Desk, { id, status, deal }: Ask): Promise<void> {
  const { company } = await viewerOf(session);
  if (company !== null && status !== 'OPEN' && deal?.bankCompany !== company) throw new Fault('NOT_FOUND', { kind: 'ask', id });
}
