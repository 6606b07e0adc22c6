import {
  financeDocument,
  judgeFinanceable,
  registerDocument,
  releaseDocument,
  type FingerprintEntry,
  type FingerprintState,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf } from '../support/decisions';

const entry = (state: FingerprintState, claim = 'c1'): FingerprintEntry => ({
  kind: 'FINGERPRINT',
  schemaVersion: 1,
  fingerprint: 'f1',
  state,
  claim,
});

describe('document registry', () => {
  const cases: readonly [
    found: FingerprintEntry | null,
    why: string,
    registers: boolean,
    finances: boolean,
    released: FingerprintEntry | null,
  ][] = [
    [null, 'that nobody has registered', true, false, null],
    [entry('REGISTERED'), 'that backs this claim', true, true, entry('RELEASED')],
    [entry('REGISTERED', 'c2'), 'that backs another live claim', false, false, null],
    [entry('FINANCED'), 'that was financed with this claim', false, true, null],
    [entry('FINANCED', 'c2'), 'that was financed with another claim', false, false, null],
    [entry('RELEASED'), 'whose claim, this one, has ended', true, false, null],
    [entry('RELEASED', 'c2'), 'whose claim, another one, has ended', true, false, null],
  ];

  for (const [found, why, registers, finances, released] of cases) {
    it(`${registers ? 'registers' : 'does not register'} a document ${why}`, () => {
      const register = () => decided((judge) => registerDocument(judge, found, 'f1', 'c1'));
      if (registers) {
        expect(register()).to.deep.equal(entry('REGISTERED'));
        return;
      }
      const fault = faultOf((judge) => registerDocument(judge, found, 'f1', 'c1'));
      expect([fault.code, fault.details]).to.deep.equal(['DOCUMENT_ALREADY_USED', { state: found?.state }]);
    });

    it(`${finances ? 'lets' : 'does not let'} a document be financed ${why}`, () => {
      const judged = () => decided((judge) => judgeFinanceable(judge, found, 'c1'));
      if (finances) expect(judged).not.to.throw();
      else expect(judged).to.throw('DOCUMENT_ALREADY_USED');
    });

    it(`${released === null ? 'has nothing to release of' : 'releases'} a document ${why}`, () => {
      expect(releaseDocument(found, 'c1')).to.deep.equal(released);
    });
  }

  it('marks a document as financed once', () => {
    expect(financeDocument(entry('REGISTERED'))).to.deep.equal(entry('FINANCED'));
    const financed = entry('FINANCED');
    expect(financeDocument(financed)).to.equal(financed);
  });
});
