import { Fault, lengthOf, type SubRange } from '@tierline/chaincode/api';
import { pick } from '@tierline/client-app/dist/app/picking';
import { expect } from 'chai';
import fc from 'fast-check';

const MINIMUM = 100n;
const ranges = (lengths: readonly bigint[]): SubRange[] => lengths.map((to) => ({ from: 0n, to }));
const amounts = (lengths: readonly bigint[], amountMinor: bigint, maxTokens = 50): string[] =>
  pick(ranges(lengths), (range) => range, { amountMinor, minimumMinor: MINIMUM, maxTokens }).map(
    ({ from, amountMinor: part }) => `${part}/${lengthOf(from)}`,
  );

const TABLE: readonly (readonly [string, readonly bigint[], bigint, readonly string[]])[] = [
  ['one token whole', [1000n], 1000n, ['1000/1000']],
  ['a part of the first', [1000n, 500n], 300n, ['300/1000']],
  ['the earliest whole and a part of the next', [1000n, 500n], 1200n, ['1000/1000', '200/500']],
  ['a token below the minimum as a whole', [50n, 1000n], 50n, ['50/50']],
  ['less of the earlier one where the next part would be too small', [1000n, 500n], 1050n, ['900/1000', '150/500']],
  ['less of the later one where too little of it would be left', [1000n, 500n, 400n], 1450n, ['1000/1000', '350/500', '100/400']],
  ['past a token that cannot be cut', [150n, 1000n], 120n, ['120/1000']],
];

const REFUSED: readonly (readonly [string, readonly bigint[], bigint, number, object])[] = [
  ['more than there is', [1000n, 500n], 1501n, 50, { limit: 'wallet', have: '1500', need: '1501' }],
  ['nothing to pay with', [], 1n, 50, { limit: 'wallet', have: '0', need: '1' }],
  ['a part below the minimum', [1000n], 99n, 50, { limit: 'minimum', have: '100', need: '99' }],
  ['a rest below the minimum', [1000n], 950n, 50, { limit: 'minimum', have: '100', need: '950' }],
  ['more tokens than one transfer takes', [100n, 100n, 100n, 100n], 300n, 2, { limit: 'tokens', have: '200', need: '300' }],
];

describe('picking tokens for an amount', () => {
  for (const [name, lengths, amountMinor, expected] of TABLE) {
    it(`takes ${name}`, () => expect(amounts(lengths, amountMinor)).to.deep.equal(expected));
  }

  for (const [name, lengths, amountMinor, maxTokens, details] of REFUSED) {
    it(`refuses ${name}`, () => {
      expect(() => amounts(lengths, amountMinor, maxTokens))
        .to.throw(Fault)
        .that.deep.includes({ code: 'AMOUNT_EXCEEDS' })
        .and.has.property('details')
        .that.deep.includes(details);
    });
  }

  it('always takes exactly the amount, in order, and leaves nothing below the minimum', () => {
    const lengths = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lengths, fc.bigInt({ min: 1n, max: 6_000n }), (found, amountMinor) => {
        const tokens = found.map((to, index) => ({ from: 0n, to, index }));
        let picks;
        try {
          picks = pick(tokens, (range) => range, { amountMinor, minimumMinor: MINIMUM, maxTokens: 50 });
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          return;
        }
        expect(picks.reduce((total, each) => total + each.amountMinor, 0n)).to.equal(amountMinor);
        expect(picks.map(({ from }) => from.index)).to.deep.equal(picks.map(({ from }) => from.index).sort((a, b) => a - b));
        for (const { from, amountMinor: part } of picks) {
          const rest = lengthOf(from) - part;
          expect(rest === 0n || (part >= MINIMUM && rest >= MINIMUM)).to.equal(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never refuses an amount that whole tokens and one cut can make', () => {
    const wide = fc.array(fc.bigInt({ min: 3n * MINIMUM, max: 1_000n }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(wide, fc.nat(), (lengths, seed) => {
        const total = lengths.reduce((sum, length) => sum + length, 0n);
        const amountMinor = MINIMUM + (BigInt(seed) % (total - 2n * MINIMUM + 1n));
        expect(amounts(lengths, amountMinor).length).to.be.above(0);
      }),
      { numRuns: 500 },
    );
  });

  it('gives up on a hopeless wallet quickly', () => {
    const lengths = Array.from({ length: 1_000 }, () => 150n);
    const started = performance.now();
    expect(() => amounts(lengths, 7_499n)).to.throw(Fault);
    expect(performance.now() - started).to.be.below(1_000);
  });
});
