import { approveProposal, refuseProposal, type Caller, type Judge, type Proposal } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, refusesInOrder } from '../support/decisions';
import { callerOf, CORE } from '../support/domainRecords';

interface Approving {
  readonly caller: Caller;
  readonly found: Proposal;
}

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  kind: 'PROPOSAL',
  schemaVersion: 1,
  id: 'PRO-0001',
  subject: 'POLICY',
  content: {},
  proposedBy: 'CORE-01/P1',
  status: 'OPEN',
  ...more,
});
const approve = (judge: Judge, { caller, found }: Approving) => approveProposal(judge, caller, found);

describe('approval of a proposal', () => {
  refusesInOrder<Approving>(approve, () => ({ caller: callerOf(CORE, 'P2'), found: proposal() }), [
    ['the person who proposed approves', 'two-persons', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(CORE, 'P1') })],
    ['it was approved before', 'open', 'WRONG_STATE', (each) => ({ ...each, found: { ...each.found, status: 'APPROVED' } })],
  ]);

  it('is given by another person', () => {
    expect(decided((judge) => approve(judge, { caller: callerOf(CORE, 'P2'), found: proposal() }))).to.deep.equal(
      proposal({ status: 'APPROVED' }),
    );
  });
});

describe('refusal of a proposal', () => {
  refusesInOrder<Proposal>(refuseProposal, () => proposal(), [
    ['it was approved before', 'open', 'WRONG_STATE', (found) => ({ ...found, status: 'APPROVED' })],
  ]);

  it('is anybody’s of the operator, who proposed it among them, and ends it', () => {
    expect(decided((judge) => refuseProposal(judge, proposal()))).to.deep.equal(proposal({ status: 'REFUSED' }));
  });
});
