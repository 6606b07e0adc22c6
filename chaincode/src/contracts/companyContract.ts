import { Context, Contract, Info, Returns, Transaction } from 'fabric-contract-api';
import { companyTransactions as api } from '../api/companyTransactions';
import { GOVERNED } from '../api/governed';
import { requireCalendar } from '../domain/calendar';
import { judgeChange, judgeRoles, setStatus, type Company, type CompanyRole } from '../domain/company';
import { hmac } from '../domain/digest';
import type { Msp } from '../domain/endorsement';
import { registerRule } from '../domain/endorsementRules';
import { Fault } from '../domain/fault';
import type { Judge } from '../domain/judge';
import { instantOf } from '../domain/instant';
import type { Policy } from '../domain/policy';
import { approveProposal, refuseProposal, type Proposal, type ProposalSubject } from '../domain/proposal';
import { approveKey, proposeKey, revokeKey, type SigningKeys } from '../domain/signingKeys';
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
      const [operatorMsp, regulatorMsp] = [hostOf(companies, 'operator'), hostOf(companies, 'regulator')];
      const network = hmac(unit.salt, 'network');
      unit.register.putFounding({ kind: 'FOUNDING', schemaVersion: 1, operatorMsp, regulatorMsp, production, network });
      const rule = registerRule(operatorMsp, regulatorMsp);
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
      unit.judge.each(
        [...companies.entries()],
        ([, { id }]) => id,
        ([index, company]) => {
          unit.judge.check('new-company', known[index] === null, () => wrongState('REGISTERED', ['NEW'], { company: company.id }));
          judgeRoles(unit.judge, founding, company);
          unit.register.putCompany(registered(company), rule);
        },
      );
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
      judgeContent(unit.judge, subject, content);
      const wanted = { id, subject, content, proposedBy: caller.person, status: 'OPEN' as const };
      unit.register.putProposal({ kind: 'PROPOSAL', schemaVersion: 1, ...wanted }, await ruleOf(unit.register));
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async approve(ctx: Context): Promise<string> {
    return transact(ctx, api.approve, async (unit, { proposal: id }, caller) => {
      const found = await proposalOf(unit, id);
      unit.register.putProposal(approveProposal(unit.judge, caller, found), null);
      await putInForce(unit, found);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async proposeKey(ctx: Context): Promise<string> {
    return transact(ctx, api.proposeKey, async (unit, { company, address, person, possession, voucher }, caller) => {
      const before = await unit.register.findKeys(company);
      const ground = { caller, now: instantOf(unit.timestampMs), ...(await unit.place()) };
      const wish = { address, company, person: `${company}/${person}`, possession, voucher };
      const keys = proposeKey(unit.judge, ground, before, wish);
      unit.register.putKeys(keys, before === null ? await ruleOf(unit.register) : null);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async approveKey(ctx: Context): Promise<string> {
    return transact(ctx, api.approveKey, async (unit, { company: id, address }, caller) => {
      const company = await unit.register.company(id);
      const before = await requiredKeys(unit.register, id, address);
      unit.register.putKeys(approveKey(unit.judge, caller, instantOf(unit.timestampMs), company, before, address), null);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async revokeKey(ctx: Context): Promise<string> {
    return transact(ctx, api.revokeKey, async (unit, { company: id, address, from }, caller) => {
      const before = await requiredKeys(unit.register, id, address);
      unit.register.putKeys(revokeKey(unit.judge, caller, instantOf(unit.timestampMs), before, { address, from }), null);
      return 1;
    });
  }

  @Transaction()
  @Returns('string')
  async refuse(ctx: Context): Promise<string> {
    return transact(ctx, api.refuse, async (unit, { proposal: id }) => {
      unit.register.putProposal(refuseProposal(unit.judge, await proposalOf(unit, id)), null);
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

const registered = (company: Omit<Company, 'kind' | 'schemaVersion' | 'status' | 'successor'>): Company => ({
  kind: 'COMPANY',
  schemaVersion: 1,
  ...company,
  status: 'ACTIVE',
  successor: null,
});

/** The organisation of the first company with a role. */
function hostOf(companies: readonly Pick<Company, 'roles' | 'hostMsp'>[], role: CompanyRole): Msp {
  const found = companies.find(({ roles }) => roles.includes(role));
  if (found === undefined) throw new Fault('CONDITION_UNMET', { condition: 'operator-and-regulator' });
  return found.hostMsp;
}

async function proposalOf({ register }: Unit, id: string): Promise<Proposal> {
  const found = await register.findProposal(id);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'proposal', id });
  return found;
}

/** What is proposed must be a whole record of its subject. */
function judgeContent(judge: Judge, subject: ProposalSubject, content: unknown): void {
  const parsed = GOVERNED[subject].safeParse(content);
  judge.check('content', parsed.success, () => new Fault('MALFORMED', { field: 'content', problem: firstProblem(parsed.error) }));
  if (subject === 'CALENDAR' && parsed.success) requireCalendar(content as CalendarRecord);
}

const firstProblem = (
  error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] } | undefined,
): string => {
  const issue = error?.issues[0];
  return issue === undefined ? '' : `${issue.path.map(String).join('.')}: ${issue.message}`;
};

async function requiredKeys(register: Register, company: string, address: string): Promise<SigningKeys> {
  const found = await register.findKeys(company);
  if (found === null) throw new Fault('NOT_FOUND', { kind: 'signing key', id: address });
  return found;
}

async function ruleOf(register: Register): Promise<ReturnType<typeof registerRule>> {
  const { operatorMsp, regulatorMsp } = await register.requiredFounding();
  return registerRule(operatorMsp, regulatorMsp);
}

/** Writes what was approved. A policy and a calendar are new versions; a company must be known. */
async function putInForce({ register, judge }: Unit, { subject, content }: Proposal): Promise<void> {
  const rule = await ruleOf(register);
  if (subject === 'POLICY') {
    const policy = content as unknown as Policy;
    judge.check('new-version', (await register.findPolicy(policy.version)) === null, () =>
      wrongState('EXISTS', ['NEW'], { of: 'policy version' }),
    );
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
