import { availableMinor, drawn, given, judgeLimit, reserved, type CreditLimit } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { decided, faultOf } from '../support/decisions';
import { limit, TODAY } from '../support/domainRecords';

describe('credit limit', () => {
  const cases: readonly [why: string, found: CreditLimit | null, available: bigint][] = [
    ['nothing used', limit(), 5_000_000n],
    ['some used, some reserved', limit({ usedMinor: 1_000_000n, reservedMinor: 500_000n }), 3_500_000n],
    ['all used', limit({ usedMinor: 4_000_000n, reservedMinor: 1_000_000n }), 0n],
    ['lowered below use', limit({ ceilingMinor: 1n, usedMinor: 4_000_000n }), 0n],
    ['on its last day', limit({ expiresOn: TODAY }), 5_000_000n],
    ['after its last day', limit({ expiresOn: '2026-03-01' }), 0n],
    ['never set', null, 0n],
  ];
  for (const [why, found, available] of cases) {
    it(`${why}: ${available} may be taken on and not a unit more`, () => {
      if (found !== null && found.expiresOn >= TODAY) expect(availableMinor(found)).to.equal(available);
      expect(() => decided((judge) => judgeLimit(judge, found, available, TODAY, true))).not.to.throw();
      const fault = faultOf((judge) => judgeLimit(judge, found, available + 1n, TODAY, true));
      expect([fault.code, fault.details]).to.deep.equal(['LIMIT_EXCEEDED', { have: String(available), need: String(available + 1n) }]);
    });
  }

  it('is told without figures to anybody but the bank', () => {
    const fault = faultOf((judge) => judgeLimit(judge, limit(), 5_000_001n, TODAY, false));
    expect([fault.code, fault.details]).to.deep.equal(['CONDITION_UNMET', { condition: 'bank-limit' }]);
  });

  it('goes from free to reserved, to used, and back from either', () => {
    const taken = reserved(limit(), 700n);
    expect(taken).to.deep.equal(limit({ reservedMinor: 700n }));
    expect(given(taken, 700n, false)).to.deep.equal(limit());
    const paid = drawn(taken, 700n);
    expect(paid).to.deep.equal(limit({ usedMinor: 700n }));
    expect(given(paid, 700n, true)).to.deep.equal(limit());
  });
});
