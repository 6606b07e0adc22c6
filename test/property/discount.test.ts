import { allInRatePpm, basisOf, DAY_COUNTS, discountMinor, proceedsMinor, type DiscountTerms } from '@tierline/chaincode/api';
import { expect } from 'chai';
import fc from 'fast-check';

const terms: fc.Arbitrary<DiscountTerms> = fc.record({
  faceMinor: fc.oneof(fc.bigInt({ min: 0n, max: 1_000n }), fc.bigInt({ min: 0n, max: 10n ** 18n })),
  ratePpm: fc.oneof(fc.constantFrom(0, 5_000, 10_000, 43_500), fc.integer({ min: 0, max: 1_000_000 })),
  days: fc.oneof(fc.constantFrom(0, 36, 73, 90, 180, 360, 365), fc.integer({ min: 0, max: 36_525 })),
  dayCount: fc.constantFrom(...DAY_COUNTS),
});

/** Terms whose exact discount lies half way between two minor units: half a percent of an odd number of hundreds. */
const halfway: fc.Arbitrary<DiscountTerms> = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom(...DAY_COUNTS))
  .map(([hundreds, dayCount]) => ({ faceMinor: 200n * hundreds + 100n, ratePpm: 5_000, days: basisOf(dayCount), dayCount }));

/**
 * Whether `rounded` is numerator / denominator rounded half up, told from the definition alone: it lies within half of the
 * exact value, and an exact half belongs to the integer above.
 */
function isRoundedHalfUp(rounded: bigint, numerator: bigint, denominator: bigint): boolean {
  const twiceTheError = 2n * (rounded * denominator - numerator);
  return -denominator < twiceTheError && twiceTheError <= denominator;
}

/** The exact discount as a fraction, multiplied up one day at a time from what one day costs. */
function exactDiscount({ faceMinor, ratePpm, days, dayCount }: DiscountTerms): readonly [numerator: bigint, denominator: bigint] {
  const denominator = 1_000_000n * (dayCount === 'ACT/360' ? 360n : 365n);
  const oneDay = faceMinor * BigInt(ratePpm);
  let numerator = 0n;
  for (let day = 0; day < days; day += 1) numerator += oneDay;
  return [numerator, denominator];
}

describe('discount', () => {
  it('is the exact fraction rounded half up', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(fc.oneof(terms, halfway), (given) => {
        const [numerator, denominator] = exactDiscount(given);
        expect(isRoundedHalfUp(discountMinor(given), numerator, denominator)).to.equal(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('goes up at an exact half', () => {
    fc.assert(
      fc.property(halfway, (given) => {
        const [numerator, denominator] = exactDiscount(given);
        expect((2n * numerator) % denominator === 0n && numerator % denominator !== 0n).to.equal(true);
        expect(discountMinor(given) * denominator > numerator).to.equal(true);
      }),
    );
  });

  it('never falls when face, rate or days grow', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const discount = discountMinor(given);
        expect(discountMinor({ ...given, faceMinor: given.faceMinor + 1n }) >= discount).to.equal(true);
        if (given.ratePpm < 1_000_000) expect(discountMinor({ ...given, ratePpm: given.ratePpm + 1 }) >= discount).to.equal(true);
        if (given.days < 36_525) expect(discountMinor({ ...given, days: given.days + 1 }) >= discount).to.equal(true);
      }),
    );
  });

  it('adds up with proceeds and fees to the face', () => {
    fc.assert(
      fc.property(terms, fc.bigInt({ min: 0n, max: 10_000n }), (given, feesMinor) => {
        const discount = discountMinor(given);
        fc.pre(given.faceMinor > discount + feesMinor);
        expect(proceedsMinor(given.faceMinor, discount, feesMinor) + discount + feesMinor).to.equal(given.faceMinor);
      }),
    );
  });

  it('compares as the exact annual rate on the money received, rounded half up on both bases', () => {
    const sales = fc
      .record({
        received: fc.bigInt({ min: 1n, max: 10n ** 15n }),
        cost: fc.bigInt({ min: 0n, max: 10n ** 12n }),
        days: fc.integer({ min: 1, max: 366 }),
      })
      .filter(({ received, cost }) => cost <= received * 10n);
    fc.assert(
      fc.property(sales, ({ received, cost, days }) => {
        const { act360, act365 } = allInRatePpm({ faceMinor: received + cost, proceedsMinor: received, days });
        expect(isRoundedHalfUp(BigInt(act360), cost * 360_000_000n, received * BigInt(days))).to.equal(true);
        expect(isRoundedHalfUp(BigInt(act365), cost * 365_000_000n, received * BigInt(days))).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('costs the seller more than its nominal rate, because he pays it on less money', () => {
    const sales = fc.record({
      ratePpm: fc.integer({ min: 1_000, max: 200_000 }),
      days: fc.integer({ min: 1, max: 366 }),
      dayCount: fc.constantFrom(...DAY_COUNTS),
    });
    fc.assert(
      fc.property(sales, ({ ratePpm, days, dayCount }) => {
        const faceMinor = 10n ** 12n;
        const allIn = allInRatePpm({ faceMinor, proceedsMinor: faceMinor - discountMinor({ faceMinor, ratePpm, days, dayCount }), days });
        expect(basisOf(dayCount) === 360 ? allIn.act360 : allIn.act365).to.be.at.least(ratePpm);
      }),
    );
  });
});
