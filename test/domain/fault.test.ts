import { byPrecedence, Fault, faultIn, FAULTS, type FaultCode } from '@tierline/chaincode/api';
import { expect } from 'chai';

const ORDER: readonly FaultCode[] = [
  'MALFORMED',
  'NOT_SIGNED_IN',
  'NOT_AUTHORISED',
  'REQUEST_REPLAYED_DIFFERENT',
  'NOT_FOUND',
  'DOCUMENT_ALREADY_USED',
  'RECEIPT_ALREADY_PLEDGED',
  'WRONG_STATE',
  'POLICY_REFUSED',
  'AMOUNT_EXCEEDS',
  'LIMIT_EXCEEDED',
  'TIER_TOO_DEEP',
  'CONDITION_UNMET',
  'CONSENT_REFUSED',
  'MVCC_CONFLICT',
  'PHANTOM_CONFLICT',
  'TOO_MANY_REQUESTS',
  'UNAVAILABLE',
  'COMMIT_UNKNOWN',
  'ENDORSEMENT_MISMATCH',
  'POLICY_UNMET',
];

describe('fault', () => {
  it('has its codes in the order in which they are told', () => {
    expect(Object.keys(FAULTS)).to.deep.equal(ORDER);
    expect([...ORDER].reverse().sort(byPrecedence)).to.deep.equal(ORDER);
  });

  it('may be tried again only where another try can succeed', () => {
    expect(ORDER.filter((code) => FAULTS[code].retryable)).to.deep.equal([
      'MVCC_CONFLICT',
      'PHANTOM_CONFLICT',
      'TOO_MANY_REQUESTS',
      'UNAVAILABLE',
      'ENDORSEMENT_MISMATCH',
    ]);
  });

  it('is found again in a message, however often that was wrapped', () => {
    const fault = new Fault('AMOUNT_EXCEEDS', { have: '1', need: '2', nested: { items: [{ item: 'A>>B' }] } });
    const wrapped = new Error(`peer: ${new Error(`transaction returned with failure: ${fault.message}`).message} (2)`);
    for (const error of [fault, wrapped, wrapped.message]) {
      const found = faultIn(error);
      expect([found?.code, found?.details]).to.deep.equal([fault.code, fault.details]);
    }
  });

  it('is found in no other error', () => {
    const others = [
      new Error('boom'),
      'boom',
      null,
      undefined,
      7,
      new Error('<<fault {"code":"NO_SUCH_CODE","details":{}} fault>>'),
      new Error('<<fault {broken fault>>'),
      new Error('fault>> <<fault '),
    ];
    for (const error of others) expect(faultIn(error)).to.equal(null);
  });
});
