import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import { companyTransactions as api } from '../api/companyTransactions';
import { GOVERNED } from '../api/governed';
import { requireCalendar } from '../domain/calendar';
import { judgeChange, judgeRoles, setStatus, type Company } from '../domain/company';
import { registerRule } from '../domain/endorsementRules';
import { Fault } from '../domain/fault';
import type { Policy } from '../domain/policy';
import { approveProposal, type Proposal } from '../domain/proposal';
import { wrongState } from '../domain/stateMachine';
import { addFingerprintKey } from '../state/fingerprints';
import type { CalendarRecord, Register } from '../state/register';
import { transact } from './transact';
import type { Unit } from './unit';

/** The register of companies, and what two persons of the operator decide: policies, calendars, changes of companies. */
@Info({ title: 'company', description: 'Companies, policies and calendars' })
export class CompanyContract extends Contract {
  constructor() {
    super('company');
  }

  @Transaction()
  @Returns('string')
  async found(ctx: Context): Promise<string> {
    return transact(ctx, api.found, async (unit, { companies, production = false }) => {
      const founded = await unit.register.founding();
      unit.judge.check('not-founded', founded === null, () => wrongState('FOUNDED', ['NEW']));
      const [operator, regulator] = (['operator', 'regulator'] as const).map((role) => companies.find(({ roles }) => roles.includes(role)));
      if (operator === undefined || regulator === undefined) throw new Fault('CONDITION_UNMET', { condition: 'operator-and-regulator' });
      unit.register.putFounding({ kind: 'FOUNDING', schemaVersion: 1, operatorMsp: operator.hostMsp, regulatorMsp: regulator.hostMsp, production });
      const rule = registerRule(operator.hostMsp, regulator.hostMsp);
      for (const company of companies) unit.register.putCompany(registered(company), rule);
      return companies.length;
    });
  }

  @Transaction()
  @Returns('string')
  async onboard(ctx: Context): Promise<string> {
    return transact(ctx, api.onboard, async (unit, { companies }) => {
      const founding = await unit.register.requiredFounding();
      const rule = registerRule(founding.operatorMsp, founding.regulatorMsp);
      const known = await Promise.all(companies.map(({ id }) => unit.register.findCompany(id)));
      unit.judge.each([...companies.entries()], ([, { id }]) => id, ([index, company]) => {
        unit.judge.check('new-company', known[index] === null, () => wrongState('REGISTERED', ['NEW'], { company: company.id }));
        judgeRoles(unit.judge, founding, company);
        unit.register.putCompany(registered(company), rule);
      });
      return companies.length;
    });
  }

  @Transaction()
  @Returns('string')
  async setStatus(ctx: Context): Promise<string> {
    return transact(ctx, api.setStatus, async (unit, { company: id, status }, caller) => {
      unit.register.putCompany(setStatus(unit.judge, caller, await unit.register.company(id), status), null);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async propose(ctx: Context): Promise<string> {
    return transact(ctx, api.propose, async (unit, { proposal: id, subject, content }, caller) => {
      const known = await unit.register.findProposal(id);
      unit.judge.check('new-proposal', known === null, () => wrongState('EXISTS', ['NEW'], { proposal: id }));
      const parsed = GOVERNED[subject].safeParse(content);
      unit.judge.check('content', parsed.success, () => new Fault('MALFORMED', { field: 'content', problem: firstProblem(parsed.error) }));
      if (subject === 'CALENDAR' && parsed.success) requireCalendar(content as unknown as CalendarRecord);
      const proposal: Proposal = {
        kind: 'PROPOSAL', schemaVersion: 1, id, subject, content: content, proposedBy: caller.person, status: 'OPEN',
      };
      unit.register.putProposal(proposal, await ruleOf(unit.register));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async approve(ctx: Context): Promise<string> {
    return transact(ctx, api.approve, async (unit, { proposal: id }, caller) => {
      const found = await unit.register.findProposal(id);
      if (found === null) throw new Fault('NOT_FOUND', { kind: 'proposal', id });
      unit.register.putProposal(approveProposal(unit.judge, caller, found), null);
      await putInForce(unit, found);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async setFingerprintKey(ctx: Context): Promise<string> {
    return transact(ctx, api.setFingerprintKey, async (unit, { version }) => {
      await addFingerprintKey(unit.journal, version, unit.salt);
      return 1;
    });
  }
}

const registered = (company: Omit<Company, 'kind' | 'schemaVersion' | 'status' | 'successor'>): Company =>
  ({ kind: 'COMPANY', schemaVersion: 1, ...company, status: 'ACTIVE', successor: null });

const firstProblem = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] } | undefined): string => {
  const issue = error?.issues[0];
  return issue === undefined ? '' : `${issue.path.map(String).join('.')}: ${issue.message}`;
};

async function ruleOf(register: Register): Promise<ReturnType<typeof registerRule>> {
  const { operatorMsp, regulatorMsp } = await register.requiredFounding();
  return registerRule(operatorMsp, regulatorMsp);
}

/** Writes what was approved. A policy and a calendar are new versions; a company must be known. */
async function putInForce({ register, judge }: Unit, { subject, content }: Proposal): Promise<void> {
  const rule = await ruleOf(register);
  if (subject === 'POLICY') {
    const policy = content as unknown as Policy;
    judge.check('new-version', await register.findPolicy(policy.version) === null, () => wrongState('EXISTS', ['NEW'], { of: 'policy version' }));
    register.putPolicy(policy, rule);
  } else if (subject === 'CALENDAR') {
    const calendar = content as unknown as CalendarRecord;
    const known = await register.findCalendar(calendar.currency, calendar.version);
    judge.check('new-version', known === null, () => wrongState('EXISTS', ['NEW'], { of: 'calendar version' }));
    register.putCalendar(calendar, rule);
  } else {
    const company = content as unknown as Company;
    judgeChange(judge, await register.requiredFounding(), await register.company(company.id), company);
    register.putCompany(company, null);
  }
}
