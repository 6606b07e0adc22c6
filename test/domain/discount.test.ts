import { allInRatePpm, discountMinor, proceedsMinor, type DayCount, type DiscountTerms } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

function terms(faceMinor: bigint, ratePpm: number, days: number, dayCount: DayCount): DiscountTerms {
  return { faceMinor, ratePpm, days, dayCount };
}

describe('discount', () => {
  describe('is face x rate x days over the year, rounded half up', () => {
    const cases: readonly [why: string, terms: DiscountTerms, discount: bigint][] = [
      ['CNY 12,500.00 at 4.35 % for 91 days over 360', terms(1_250_000n, 43_500, 91, 'ACT/360'), 13_745n],
      ['the same over 365', terms(1_250_000n, 43_500, 91, 'ACT/365F'), 13_557n],
      ['exactly half a minor unit goes up', terms(100n, 5_000, 360, 'ACT/360'), 1n],
      ['just under half goes down', terms(99n, 5_000, 360, 'ACT/360'), 0n],
      ['one and a half goes up', terms(300n, 5_000, 360, 'ACT/360'), 2n],
      ['just under one and a half goes down', terms(299n, 5_000, 360, 'ACT/360'), 1n],
      ['JPY 1,000,000 at 3.65 % for 90 days over 365', terms(1_000_000n, 36_500, 90, 'ACT/365F'), 9_000n],
      ['KWD 1,234.567 at 8.7 % for 45 days over 360', terms(1_234_567n, 87_000, 45, 'ACT/360'), 13_426n],
      ['one day', terms(7_312_500n, 38_500, 1, 'ACT/360'), 782n],
      ['the smallest of all', terms(1n, 1, 1, 'ACT/360'), 0n],
      ['no face', terms(0n, 43_500, 91, 'ACT/360'), 0n],
      ['no rate', terms(1_250_000n, 0, 91, 'ACT/360'), 0n],
      ['no day', terms(1_250_000n, 43_500, 0, 'ACT/360'), 0n],
      ['the largest of all, exactly', terms(10n ** 18n, 1_000_000, 36_525, 'ACT/360'), 101_458_333_333_333_333_333n],
    ];
    for (const [why, given, expected] of cases) it(why, () => expect(discountMinor(given)).to.equal(expected));
  });

  it('refuses a rate or a number of days that nobody can mean', () => {
    const cases: readonly [terms: DiscountTerms, details: object][] = [
      [terms(1n, -1, 1, 'ACT/360'), { field: 'ratePpm', value: '-1', limit: '0..1000000' }],
      [terms(1n, 1_000_001, 1, 'ACT/360'), { field: 'ratePpm', value: '1000001', limit: '0..1000000' }],
      [terms(1n, 0.5, 1, 'ACT/360'), { field: 'ratePpm', value: '0.5', limit: '0..1000000' }],
      [terms(1n, Number.NaN, 1, 'ACT/360'), { field: 'ratePpm', value: 'NaN', limit: '0..1000000' }],
      [terms(1n, 1, -1, 'ACT/360'), { field: 'days', value: '-1', limit: '0..36525' }],
      [terms(1n, 1, 36_526, 'ACT/360'), { field: 'days', value: '36526', limit: '0..36525' }],
    ];
    for (const [given, details] of cases) expect(refusal(() => discountMinor(given))).to.deep.equal({ code: 'MALFORMED', details });
  });

  it('leaves the seller face less discount less fees', () => {
    expect(proceedsMinor(1_250_000n, 13_745n, 5_000n)).to.equal(1_231_255n);
    expect(proceedsMinor(1_250_000n, 0n, 0n)).to.equal(1_250_000n);
    expect(proceedsMinor(3n, 1n, 1n)).to.equal(1n);
  });

  it('is refused when it leaves the seller nothing', () => {
    expect(refusal(() => proceedsMinor(2n, 1n, 1n))).to.deep.equal({ code: 'AMOUNT_EXCEEDS', details: { have: '2', need: '3' } });
    expect(refusal(() => proceedsMinor(100n, 90n, 60n))).to.deep.equal({ code: 'AMOUNT_EXCEEDS', details: { have: '100', need: '151' } });
    expect(() => proceedsMinor(100n, -1n, 0n)).to.throw('broken invariant');
    expect(() => proceedsMinor(100n, 0n, -1n)).to.throw('broken invariant');
  });

  describe('compares as one annual rate on the money received, on both bases', () => {
    const cases: readonly [face: bigint, proceeds: bigint, days: number, act360: number, act365: number][] = [
      [1_250_000n, 1_236_255n, 91, 43_984, 44_595],
      [1_250_000n, 1_230_000n, 91, 64_326, 65_219],
      [100_000n, 99_000n, 30, 121_212, 122_896],
      [1_000n, 999n, 365, 987, 1_001],
      [100_000n, 100_000n, 30, 0, 0],
      [2n, 1n, 1, 360_000_000, 365_000_000],
      [10n ** 18n, 10n ** 18n - 1n, 1, 0, 0],
    ];
    for (const [faceMinor, proceeds, days, act360, act365] of cases) {
      it(`${faceMinor} for ${proceeds} over ${days} days`, () => {
        expect(allInRatePpm({ faceMinor, proceedsMinor: proceeds, days })).to.deep.equal({ act360, act365 });
      });
    }
  });

  it('has no annual rate over no day, and none that is beyond an exact integer', () => {
    expect(refusal(() => allInRatePpm({ faceMinor: 100n, proceedsMinor: 99n, days: 0 }))).to.deep.equal({
      code: 'MALFORMED',
      details: { field: 'days', value: '0', limit: '1..36525' },
    });
    expect(refusal(() => allInRatePpm({ faceMinor: 10n ** 18n, proceedsMinor: 1n, days: 1 }))).to.have.property('code', 'AMOUNT_EXCEEDS');
  });
});
