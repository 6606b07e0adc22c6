import { Fault } from '@tierline/chaincode/api';
import { requireReadsAll, type Desk } from '@tierline/client-app/dist/app/desk';
import { expect } from 'chai';

const ORGANISATIONS = [
  { name: 'OPERATOR', msp: 'OperatorMSP', role: 'operator' },
  { name: 'BANK-A', msp: 'BankAMSP', role: 'bank' },
  { name: 'BANK-B', msp: 'BankBMSP', role: 'bank' },
  { name: 'REGULATOR', msp: 'RegulatorMSP', role: 'regulator' },
];

/** Whether a company that an organisation hosts reads every holder's account, where BankAMSP is the settlement bank. */
function readsAll(company: string, msp: string): boolean {
  const session = { identity: { msp }, network: { organisations: ORGANISATIONS } };
  try {
    requireReadsAll({ company: { id: company }, session, view: { program: { settlementBankMsp: 'BankAMSP' } } } as unknown as Desk);
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'NOT_AUTHORISED') throw error;
    return false;
  }
}

describe('every holder’s account', () => {
  it('is read by the regulator and the settlement bank', () => {
    expect(readsAll('REGULATOR-01', 'RegulatorMSP')).to.equal(true);
    expect(readsAll('BANK-A-01', 'BankAMSP')).to.equal(true);
  });

  it('is not read by another organisation, nor by a company that the regulator or the settlement bank hosts', () => {
    for (const [company, msp] of [
      ['BANK-B-01', 'BankBMSP'],
      ['OPERATOR-01', 'OperatorMSP'],
      ['SUP-09', 'BankAMSP'],
      ['BANK-A-02', 'BankAMSP'],
      ['SUP-09', 'RegulatorMSP'],
      ['BANK-A-01', 'OtherMSP'],
    ] as const) {
      expect(readsAll(company, msp), `${company} of ${msp}`).to.equal(false);
    }
  });
});
