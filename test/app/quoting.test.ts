import { addDays, discountMinor, Fault, quote, type DayCount } from '@tierline/chaincode/api';
import { costOfOnePercentMinor, saleQuote, weightedDays, type Quotable } from '@tierline/client-app/dist/app/quoting';
import { expect } from 'chai';
import fc from 'fast-check';

const VALUE_DATE = '2026-03-03';
const CNY = { currency: 'CNY', dayCount: 'ACT/360' } as const;

const tokenOf = (amountMinor: bigint, payDate: string, from = 0n): Quotable => ({
  token: `SCH-0001-01:${from}-${from + amountMinor}`,
  from,
  to: from + amountMinor,
  payDate,
});

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof Fault ? error.code : 'other';
  }
};

describe('a quote of a sale', () => {
  it('is refused when the money would come on the payment date or after it', () => {
    for (const payDate of [VALUE_DATE, '2026-03-02']) {
      const work = (): unknown => saleQuote([tokenOf(1_000_000n, payDate)], { ratePpm: 45_000, feesMinor: 0n, valueDate: VALUE_DATE }, CNY);
      expect(codeOf(work), payDate).to.equal('CONDITION_UNMET');
    }
  });

  it('is refused when nothing would be left', () => {
    const price = { ratePpm: 0, feesMinor: 1_000_000n, valueDate: VALUE_DATE };
    expect(codeOf(() => saleQuote([tokenOf(1_000_000n, '2026-06-22')], price, CNY))).to.equal('AMOUNT_EXCEEDS');
  });

  it('tells face, discount, fees, net cash, days and the rate of all costs on both bases', () => {
    const price = { ratePpm: 45_000, feesMinor: 1_000n, valueDate: VALUE_DATE };
    const told = saleQuote([tokenOf(1_250_000n, '2026-06-22')], price, CNY);
    // 12,500.00 x 4.5 % x 111 / 360 = 173.4375, half up 173.44; 183.44 of 12,316.56 in 111 days.
    expect(told).to.deep.include({
      faceMinor: 1_250_000n,
      discountMinor: 17_344n,
      feesMinor: 1_000n,
      costMinor: 18_344n,
      proceedsMinor: 1_231_656n,
      days: 111,
      firstPayDate: '2026-06-22',
      lastPayDate: '2026-06-22',
      allIn: { act360: 48_304, act365: 48_975 },
    });
  });

  it('rounds each token for itself, as the contract does', () => {
    const price = { ratePpm: 10_000, feesMinor: 0n, valueDate: VALUE_DATE };
    const tokens = [tokenOf(9_000n, addDays(VALUE_DATE, 10)), tokenOf(9_000n, addDays(VALUE_DATE, 10), 9_000n)];
    const told = saleQuote(tokens, price, CNY);
    expect(told.tokens.map((each) => each.discountMinor)).to.deep.equal([3n, 3n]);
    expect(told.discountMinor).to.equal(6n);
  });

  it('adds up to the minor unit, equals the contract’s figures, and each cost is within half a unit of the fraction', () => {
    const terms = fc.record({
      amounts: fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { minLength: 1, maxLength: 8 }),
      terms: fc.array(fc.integer({ min: 1, max: 366 }), { minLength: 8, maxLength: 8 }),
      ratePpm: fc.integer({ min: 0, max: 300_000 }),
      feesMinor: fc.bigInt({ min: 0n, max: 10_000n }),
      dayCount: fc.constantFrom<DayCount>('ACT/360', 'ACT/365F'),
    });
    fc.assert(
      fc.property(terms, ({ amounts, terms: days, ratePpm, feesMinor, dayCount }) => {
        const tokens = amounts.map((amount, index) => tokenOf(amount + 100_000n, addDays(VALUE_DATE, days[index] ?? 1)));
        const price = { ratePpm, feesMinor, valueDate: VALUE_DATE };
        const told = saleQuote(tokens, price, { currency: 'CNY', dayCount });
        const { faceMinor, discountMinor: discount, proceedsMinor } = quote(tokens, price, dayCount);
        expect(told).to.deep.include({ faceMinor, discountMinor: discount, proceedsMinor });
        expect(told.proceedsMinor + told.costMinor).to.equal(told.faceMinor);
        expect(told.tokens.reduce((total, each) => total + each.discountMinor, 0n)).to.equal(told.discountMinor);
        const divisor = 1_000_000n * (dayCount === 'ACT/360' ? 360n : 365n);
        for (const each of told.tokens) {
          const off = 2n * (each.faceMinor * BigInt(ratePpm) * BigInt(each.days) - each.discountMinor * divisor);
          expect(off < divisor && off >= -divisor, `${each.faceMinor} for ${each.days} days`).to.equal(true);
        }
        expect((told.allIn?.act365 ?? 0) >= (told.allIn?.act360 ?? 0)).to.equal(true);
      }),
    );
  });

  it('weighs days by face, halves upwards', () => {
    const tokens = [tokenOf(1n, addDays(VALUE_DATE, 10)), tokenOf(1n, addDays(VALUE_DATE, 11), 1n)];
    expect(weightedDays(tokens, VALUE_DATE)).to.equal(11);
    expect(weightedDays([...tokens, tokenOf(8n, addDays(VALUE_DATE, 10), 2n)], VALUE_DATE)).to.equal(10);
    expect(weightedDays([], VALUE_DATE)).to.equal(0);
  });

  it('tells what one per cent costs without any offer', () => {
    const token = tokenOf(1_250_000n, '2026-06-22');
    const expected = discountMinor({ faceMinor: 1_250_000n, ratePpm: 10_000, days: 111, dayCount: 'ACT/360' });
    expect(costOfOnePercentMinor([token], VALUE_DATE, 'ACT/360'))
      .to.equal(expected)
      .and.to.equal(3_854n);
  });
});
