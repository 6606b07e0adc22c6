import { lateInterestMinor, requireLegalLateRate, type LateContract } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

describe('lateInterest', () => {
  it('is 0.05 % a day where nothing was agreed', () => {
    const cases: readonly [outstandingMinor: bigint, days: number, interest: bigint][] = [
      [100_000_000n, 30, 1_500_000n],
      [100_000_000n, 1, 50_000n],
      [100_000_000n, 0, 0n],
      [0n, 30, 0n],
      [1_000n, 1, 1n],
      [999n, 1, 0n],
      [3_000n, 1, 2n],
      [2_999n, 1, 1n],
    ];
    for (const [outstandingMinor, days, interest] of cases) {
      expect(lateInterestMinor({ outstandingMinor, days, contract: null }), `${outstandingMinor} for ${days} days`).to.equal(interest);
    }
  });

  it('is the agreed rate over the agreed year where one was agreed', () => {
    const contract = { ratePpm: 36_500, oneYearLprPpm: 30_000 } as const;
    expect(lateInterestMinor({ outstandingMinor: 1_000_000n, days: 90, contract: { ...contract, dayCount: 'ACT/365F' } })).to.equal(9_000n);
    expect(lateInterestMinor({ outstandingMinor: 1_000_000n, days: 90, contract: { ...contract, dayCount: 'ACT/360' } })).to.equal(9_125n);
  });

  it('may be agreed at the one-year loan prime rate, not below it', () => {
    const agreed = (ratePpm: number): LateContract => ({ ratePpm, dayCount: 'ACT/360', oneYearLprPpm: 30_000 });
    const below = { code: 'POLICY_REFUSED', details: { rule: 'late-interest', figure: 30_000, found: 29_999 } };
    expect(refusal(() => requireLegalLateRate(agreed(30_000)))).to.equal('not refused');
    expect(refusal(() => requireLegalLateRate(agreed(29_999)))).to.deep.equal(below);
    expect(refusal(() => lateInterestMinor({ outstandingMinor: 1n, days: 1, contract: agreed(29_999) }))).to.deep.equal(below);
  });

  it('refuses days and rates that nobody can mean', () => {
    const at = (days: number, ratePpm: number): unknown =>
      refusal(() => lateInterestMinor({ outstandingMinor: 1n, days, contract: { ratePpm, dayCount: 'ACT/360', oneYearLprPpm: 0 } }));
    expect(at(-1, 1)).to.deep.equal({ code: 'MALFORMED', details: { field: 'days', value: '-1', limit: '0..36525' } });
    expect(at(0.5, 1)).to.have.property('code', 'MALFORMED');
    expect(at(1, 1_000_001)).to.deep.equal({ code: 'MALFORMED', details: { field: 'ratePpm', value: '1000001', limit: '0..1000000' } });
  });
});
