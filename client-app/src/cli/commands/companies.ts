import { TRANSACTIONS, type CompanyStatus } from '@tierline/chaincode/api';
import { companiesInFile, COMPANY_COLUMNS, newCompany, type DescribedCompany } from '../../app/companyFile';
import { companyNamed } from '../../app/desk';
import { enrolRegistered, foundNetwork } from '../../app/founding';
import { userName } from '../../app/people';
import { onboarding } from '../../app/register';
import { step } from '../../app/step';
import { SUBMITTED_JSON, type CommandSpec } from '../command';
import type { Input } from '../input';
import { submit } from '../submitting';
import { count } from '../text';

/** Registers companies and enrols their people. */
export const onboard: CommandSpec = {
  name: 'onboard',
  group: 'The network',
  does:
    'Registers a company, or the companies of a file, and enrols a maker and a checker of each. Companies that are known already ' +
    'stay as they are.',
  arguments: { '[file]': `CSV or JSON with ${COMPANY_COLUMNS.join(', ')}; all but id may be left out` },
  options: [
    { flags: '--id <company>', does: 'its id, 4 to 40 of A-Z, 0-9 and -' },
    { flags: '--name <text>', does: 'its registered name (default: the id)' },
    { flags: '--scheme <scheme>', does: 'USCC, LEI, VAT or LOCAL (default: LOCAL without a code, else USCC)' },
    { flags: '--code <code>', does: 'its registration code' },
    { flags: '--role <role>', does: 'supplier, core, bank, operator or regulator (default: supplier)' },
    { flags: '--host <organisation>', does: 'the organisation that hosts it (default: the operator for suppliers)' },
    { flags: '--size <class>', does: 'LARGE, MEDIUM, SMALL or MICRO (default: SMALL for suppliers)' },
    { flags: '--group <id>', does: 'the group that it belongs to' },
    { flags: '--parent <company>', does: 'its parent company' },
  ],
  examples: [
    'onboard --id SUP-01 --name "Harbour Castings"',
    'onboard --id SUP-02 --scheme USCC --code 91350100M000100Y43',
    'onboard suppliers.csv',
  ],
  json: `{companies: [id], known: [id], users: [name]} and ${SUBMITTED_JSON}`,
  submits: true,
  run: async (context) => {
    const { input } = context;
    const file = input.argumentOrNull('file');
    const { sessions } = await context.ledger(!context.isDryRun);
    const described = file === null ? [fromOptions(input)] : await companiesInFile(file);
    const companies = described.map((each) => newCompany(sessions.network, each));
    if (!context.isDryRun) await foundNetwork(sessions);
    const session = await context.operator();
    const { steps, fresh } = await onboarding(session, companies);
    const known = companies.filter((company) => !fresh.includes(company)).map(({ id }) => id);
    const users = fresh.flatMap(({ id }) => [userName('maker', id), userName('checker', id)]);
    const outcome = await submit(context, {
      session,
      view: null,
      steps,
      json: { companies: fresh.map(({ id }) => id), known, users },
      lines: [
        `${count(fresh.length, 'new company')}${known.length === 0 ? '' : `, ${known.length} known before`}.`,
        ...(users.length === 0 ? [] : [`They act as ${users.slice(0, 6).join(', ')}${users.length > 6 ? ', ...' : ''}.`]),
      ],
    });
    if (!context.isDryRun) await enrolRegistered(sessions, session, companies);
    return outcome;
  },
};

function fromOptions(input: Input): DescribedCompany {
  return {
    id: input.needed('id'),
    name: input.text('name'),
    scheme: input.text('scheme'),
    code: input.text('code'),
    role: input.text('role'),
    host: input.text('host'),
    size: input.text('size'),
    group: input.text('group'),
    parent: input.text('parent'),
  };
}

function statusCommand(
  name: string,
  does: string,
  statusOf: (input: Input) => CompanyStatus,
  options: CommandSpec['options'] = [],
): CommandSpec {
  return {
    name,
    group: 'The network',
    does,
    options,
    arguments: { '<company>': 'its id' },
    examples: [`${name} SUP-03 --as maker@REGULATOR-01`],
    json: `{company, status} and ${SUBMITTED_JSON}`,
    submits: true,
    run: async (context) => {
      const company = context.input.oneId('company');
      const session = await context.session();
      const { name: called } = await companyNamed(session, company);
      const status = statusOf(context.input);
      return submit(context, {
        session,
        view: null,
        steps: [step(TRANSACTIONS.company.setStatus, { company, status })],
        json: { company, status },
        lines: [`${company} (${called}) is ${status}.`],
      });
    },
  };
}

/** Blocks or suspends a company. */
export const block = statusCommand(
  'block',
  'The regulator blocks a company: it may do nothing, and what it is paid is frozen. With --suspend the operator may, too.',
  (input) => (input.flag('suspend') ? 'SUSPENDED' : 'BLOCKED'),
  [{ flags: '--suspend', does: 'only suspends it: it may finish what it began' }],
);

/** Lifts a block. */
export const unblock = statusCommand(
  'unblock',
  'Makes a suspended company active again, as the operator or the regulator; a blocked one the regulator alone.',
  () => 'ACTIVE',
);
