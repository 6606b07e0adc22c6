import { membersOf, type Caller, type Judge, type Membership } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf, refusesInOrder } from '../support/decisions';
import { BANK_A, BANK_B, callerOf, CORE, SUPPLIER } from '../support/domainRecords';

interface Joining {
  readonly caller: Caller;
  readonly found: Membership;
}

const OPERATOR = callerOf({ ...SUPPLIER, id: 'OPERATOR-01', roles: ['operator'] });
const joining = (): Joining => ({
  caller: OPERATOR,
  found: { core: CORE, banks: [BANK_A, BANK_B], settlementBank: 'BANK-A-01', regulatorMsp: 'RegulatorMSP' },
});
const join = (judge: Judge, { caller, found }: Joining) => membersOf(judge, caller, found);
const of =
  (change: Partial<Membership>) =>
  (each: Joining): Joining => ({ ...each, found: { ...each.found, ...change } });

describe('members of a program', () => {
  refusesInOrder<Joining>(join, joining, [
    ['its core is no core', 'core', 'CONDITION_UNMET', of({ core: { ...CORE, roles: ['supplier'] } })],
    ['one of its banks is no bank', 'banks', 'CONDITION_UNMET', of({ banks: [BANK_A, { ...BANK_B, roles: ['supplier'] }] })],
    ['its settlement bank is none of its banks', 'settlement-bank', 'CONDITION_UNMET', of({ settlementBank: 'BANK-C-01' })],
    ['one organisation has two places', 'one-place-each', 'CONDITION_UNMET', of({ regulatorMsp: 'CoreMSP' })],
  ]);

  it('have one place each: the host is no bank, and no bank is named by two companies', () => {
    for (const banks of [
      [BANK_A, { ...BANK_B, hostMsp: 'OperatorMSP' }],
      [BANK_A, { ...BANK_B, hostMsp: 'BankAMSP' }],
    ]) {
      expect(faultOf((judge) => join(judge, of({ banks })(joining()))).details).to.deep.equal({ condition: 'one-place-each' });
    }
  });

  it('are what the register and the caller say', () => {
    expect(decided((judge) => join(judge, joining()))).to.deep.equal({
      hostMsp: 'OperatorMSP',
      coreMsp: 'CoreMSP',
      bankMsps: ['BankAMSP', 'BankBMSP'],
      settlementBankMsp: 'BankAMSP',
      regulatorMsp: 'RegulatorMSP',
    });
  });
});
