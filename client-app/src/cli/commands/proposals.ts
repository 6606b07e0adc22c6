import { Fault, PROPOSAL_SUBJECTS, TRANSACTIONS, type ProposalSubject } from '@tierline/chaincode/api';
import { shortId } from '../../app/names';
import { step } from '../../app/step';
import { readJson } from '../../app/textFile';
import { refuseTyped } from '../../app/typed';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import { submit } from '../submitting';

/** Proposes what two persons of the operator decide. */
export const propose: CommandSpec = {
  name: 'propose',
  group: 'The network',
  does: 'Proposes a new policy or calendar version, or a change of a company, as the operator; another person of the operator approves it.',
  arguments: { '<subject>': 'policy, calendar or company', '<file>': 'the record as it will be, JSON' },
  options: [{ flags: '--id <id>', does: "the proposal's id (default: a new one)" }],
  examples: ['propose policy policy-2.json --as maker@OPERATOR-01'],
  json: `{proposal, subject} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const subject = input.argument('subject').toUpperCase() as ProposalSubject;
    if (!PROPOSAL_SUBJECTS.includes(subject)) throw refuseTyped('subject', input.argument('subject'), 'policy, calendar or company');
    const file = input.argument('file');
    const content = await readJson(file);
    if (typeof content !== 'object' || content === null)
      throw new Fault('MALFORMED', { file, field: 'file', problem: 'it holds no record' });
    const session = await context.operator('maker');
    const proposal = input.id('id') ?? shortId('PRO', session.attributes.company, context.requestId);
    return submit(context, {
      session,
      view: null,
      json: { proposal, subject },
      lines: [`Proposal ${proposal}: another person of the operator approves it with "tierline approve ${proposal}".`],
      steps: [step(TRANSACTIONS.company.propose, { proposal, subject, content: content as never })],
    });
  },
};

/** Refuses a proposal. */
export const refuse = deciding(
  'refuse',
  'Refuses a proposal as the operator, or takes back what one has proposed: it can never be approved.',
  TRANSACTIONS.company.refuse,
);

/** Approves a proposal. */
export const approve = deciding(
  'approve',
  'Approves a proposal, as another person of the operator than the one who proposed it: it is in force.',
  TRANSACTIONS.company.approve,
);

/** A command that ends a proposal in one way or the other. */
function deciding(
  name: string,
  does: string,
  transaction: typeof TRANSACTIONS.company.approve | typeof TRANSACTIONS.company.refuse,
): CommandSpec {
  return {
    name,
    group: 'The network',
    does,
    arguments: { '<proposal>': 'its id' },
    examples: [`${name} PRO-3K7Q2M9XWD --as checker@OPERATOR-01`],
    json: `{proposal} and ${SUBMITTED_JSON}`,
    submits: true,
    run: async (context) => {
      const proposal = context.input.oneId('proposal');
      const session = await context.operator('checker');
      return submit(context, { session, view: null, json: { proposal }, lines: [], steps: [step(transaction, { proposal })] });
    },
  };
}
