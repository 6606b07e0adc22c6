import type { Caller } from './company';
import { Fault } from './fault';
import type { Judge } from './judge';
import { wrongState } from './stateMachine';
import type { Wire } from './wire';

/** What two persons of the operator decide together. */
export const PROPOSAL_SUBJECTS = ['POLICY', 'CALENDAR', 'COMPANY'] as const;
export type ProposalSubject = (typeof PROPOSAL_SUBJECTS)[number];

/** A change that waits for a second person: public. */
export interface Proposal {
  readonly kind: 'PROPOSAL';
  readonly schemaVersion: 1;
  readonly id: string;
  readonly subject: ProposalSubject;
  /** The record as it will be. */
  readonly content: Wire;
  /** The person who proposed. */
  readonly proposedBy: string;
  readonly status: 'OPEN' | 'APPROVED' | 'REFUSED';
}

/** A second person approves. */
export function approveProposal(judge: Judge, caller: Caller, found: Proposal): Proposal {
  judge.check(
    'two-persons',
    caller.person !== found.proposedBy,
    () => new Fault('NOT_AUTHORISED', { need: 'another person than the one who proposed' }),
  );
  judgeOpen(judge, found);
  return { ...found, status: 'APPROVED' };
}

/** Any person of the operator refuses it, or takes his own back: it can never be approved. */
export function refuseProposal(judge: Judge, found: Proposal): Proposal {
  judgeOpen(judge, found);
  return { ...found, status: 'REFUSED' };
}

function judgeOpen(judge: Judge, { status }: Proposal): void {
  judge.check('open', status === 'OPEN', () => wrongState(status, ['OPEN']));
}
