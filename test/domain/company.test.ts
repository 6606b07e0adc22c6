import {
  areRelated,
  COMPANY_STATUSES,
  judgeChange,
  setStatus,
  type Caller,
  type Company,
  type CompanyStatus,
  type Judge,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder } from '../support/decisions';
import { callerOf, CORE, PAYEE, REGULATOR, SUPPLIER } from '../support/domainRecords';

const KEEPERS = { operatorMsp: 'OperatorMSP', regulatorMsp: 'RegulatorMSP' };
const OPERATOR: Company = { ...SUPPLIER, id: 'OPERATOR-01', roles: ['operator'] };

describe('related companies', () => {
  const cases: readonly [why: string, a: Partial<Company>, b: Partial<Company>, related: boolean][] = [
    ['strangers', {}, {}, false],
    ['two of one group', { group: 'GROUP-1' }, { group: 'GROUP-1' }, true],
    ['two of different groups', { group: 'GROUP-1' }, { group: 'GROUP-2' }, false],
    ['a child and its parent', { parent: 'SUP-02' }, {}, true],
    ['a parent and its child', {}, { parent: 'SUP-01' }, true],
    ['two children of a third', { parent: 'SUP-09' }, { parent: 'SUP-09' }, false],
  ];
  for (const [why, a, b, related] of cases) {
    it(`are ${related ? '' : 'not '}${why}`, () => expect(areRelated({ ...SUPPLIER, ...a }, { ...PAYEE, ...b })).to.equal(related));
  }
});

describe('status of a company', () => {
  interface Setting {
    readonly caller: Caller;
    readonly company: Company;
    readonly status: CompanyStatus;
  }
  const set = (judge: Judge, { caller, company, status }: Setting) => setStatus(judge, caller, company, status);

  refusesInOrder<Setting>(set, () => ({ caller: callerOf(REGULATOR), company: SUPPLIER, status: 'BLOCKED' }), [
    ['the operator blocks', 'regulator-blocks', 'NOT_AUTHORISED', (each) => ({ ...each, caller: callerOf(OPERATOR) })],
    ['it has that status', 'changes', 'WRONG_STATE', (each) => ({ ...each, company: { ...each.company, status: 'BLOCKED' } })],
  ]);

  for (const current of COMPANY_STATUSES) {
    for (const status of COMPANY_STATUSES.filter((other) => other !== current)) {
      const regulatorOnly = [current, status].includes('BLOCKED');
      it(`goes from ${current} to ${status} by ${regulatorOnly ? 'the regulator alone' : 'the operator too'}`, () => {
        const setting = { caller: callerOf(REGULATOR), company: { ...SUPPLIER, status: current }, status };
        expect(decided((judge) => set(judge, setting))).to.deep.equal({ ...SUPPLIER, status });
        const byOperator = () => decided((judge) => set(judge, { ...setting, caller: callerOf(OPERATOR) }));
        if (regulatorOnly) expect(byOperator).to.throw('NOT_AUTHORISED');
        else expect(byOperator().status).to.equal(status);
      });
    }
  }
});

describe('change of a company', () => {
  interface Changing {
    readonly after: Company;
  }
  const change = (judge: Judge, { after }: Changing) => judgeChange(judge, KEEPERS, SUPPLIER, after);

  refusesInOrder<Changing>(change, () => ({ after: { ...SUPPLIER, name: 'New name', group: 'GROUP-1', successor: 'SUP-02' } }), [
    ['it moves to another host', 'same-host', 'CONDITION_UNMET', ({ after }) => ({ after: { ...after, hostMsp: 'BankAMSP' } })],
    ['it changes the status', 'same-status', 'CONDITION_UNMET', ({ after }) => ({ after: { ...after, status: 'SUSPENDED' } })],
    [
      'another than the regulator hosts a regulator',
      'regulator-hosts-itself',
      'CONDITION_UNMET',
      ({ after }) => ({ after: { ...after, roles: ['supplier', 'regulator'] } }),
    ],
  ]);

  it('may name another company of the regulator a regulator', () => {
    const before = { ...REGULATOR, id: 'REGULATOR-02', roles: ['supplier'] as const };
    expect(() => decided((judge) => judgeChange(judge, KEEPERS, before, { ...before, roles: ['regulator'] }))).not.to.throw();
    expect(faultOf((judge) => judgeChange(judge, KEEPERS, CORE, { ...CORE, roles: ['regulator'] })).details).to.deep.equal({
      condition: 'regulator-hosts-itself',
      company: 'CORE-01',
    });
  });
});
