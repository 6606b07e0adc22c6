import { CURRENCY_EXPONENTS, exponentOf, formatAmount, MAX_AMOUNT_MINOR, parseAmount } from '@tierline/chaincode/api';
import { expect } from 'chai';
import fc from 'fast-check';

const currencies = fc.constantFrom(...Object.keys(CURRENCY_EXPONENTS));
const amounts = fc.bigInt({ min: -MAX_AMOUNT_MINOR, max: MAX_AMOUNT_MINOR });

describe('money', () => {
  it('is read back as it was written, in every currency', () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        const text = formatAmount(minor, currency);
        expect(text).to.match(/^-?\d{1,3}(,\d{3})*(\.\d+)?$/);
        expect((text.split('.')[1] ?? '').length).to.equal(exponentOf(currency));
        expect(parseAmount(text.replaceAll(',', ''), currency)).to.equal(minor);
      }),
      { numRuns: 1_000 },
    );
  });

  it('means the same with fewer or more zeros, and never more than its currency can say', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 6 }), fc.nat({ max: 5 }), currencies, (whole, leading, decimals, currency) => {
        const text = `${'0'.repeat(leading)}${whole}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
        const exponent = exponentOf(currency);
        if (decimals > exponent) expect(() => parseAmount(text, currency)).to.throw('MALFORMED');
        else expect(parseAmount(text, currency)).to.equal(BigInt(whole) * 10n ** BigInt(exponent));
      }),
    );
  });
});
