import { fromWire, toWire, type Wire } from '@tierline/chaincode/api';
import { expect } from 'chai';

describe('wire form', () => {
  const cases: readonly [why: string, record: unknown, wire: Wire][] = [
    ['an amount', { amountMinor: 12n }, { amountMinor: '12' }],
    ['zero and a negative amount', { aMinor: 0n, bMinor: -5n }, { aMinor: '0', bMinor: '-5' }],
    ['the largest amount', { amountMinor: 10n ** 18n }, { amountMinor: '1000000000000000000' }],
    ['a sub-range', { from: 0n, to: 7n }, { from: '0', to: '7' }],
    ['amounts in lists and records within', { cancelled: [{ from: 1n, to: 2n }] }, { cancelled: [{ from: '1', to: '2' }] }],
    [
      'texts of digits that are no amounts',
      { number: '0012', id: '12', from: '2026-01-01' },
      { number: '0012', id: '12', from: '2026-01-01' },
    ],
    ["a calendar's dates", { from: '2010-01-01', to: '2026-12-31' }, { from: '2010-01-01', to: '2026-12-31' }],
    ['plain values', { a: null, b: true, c: 1, d: 'x', e: [] }, { a: null, b: true, c: 1, d: 'x', e: [] }],
  ];
  for (const [why, record, wire] of cases) {
    it(`keeps ${why} both ways`, () => {
      expect(toWire(record)).to.deep.equal(wire);
      expect(fromWire(wire)).to.deep.equal(record);
    });
  }

  it('leaves undefined fields out', () => expect(toWire({ a: undefined, b: 1 })).to.deep.equal({ b: 1 }));

  it('takes digits for an amount only under a name that says so, and written as amounts are', () => {
    expect(fromWire({ from: '1' })).to.deep.equal({ from: '1' });
    expect(fromWire({ amountMinor: '012' })).to.deep.equal({ amountMinor: '012' });
    expect(fromWire({ amountMinor: '1'.repeat(31) })).to.deep.equal({ amountMinor: '1'.repeat(31) });
  });
});
