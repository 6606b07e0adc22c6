import { isEmpty, isPartition, lengthOf, mergeRanges, overlaps, splitRange, type SubRange } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

const range = (from: bigint, to: bigint): SubRange => ({ from, to });

describe('subRange', () => {
  it('stands for as many minor units as it is long', () => {
    expect(lengthOf(range(0n, 1_250_000n))).to.equal(1_250_000n);
    expect(lengthOf(range(7n, 8n))).to.equal(1n);
    expect([isEmpty(range(7n, 8n)), isEmpty(range(7n, 7n)), isEmpty(range(8n, 7n))]).to.deep.equal([false, true, true]);
  });

  it('is cut into consecutive ranges in the order of the amounts', () => {
    expect(splitRange(range(100n, 160n), [10n, 30n, 20n])).to.deep.equal([range(100n, 110n), range(110n, 140n), range(140n, 160n)]);
    expect(splitRange(range(0n, 5n), [5n])).to.deep.equal([range(0n, 5n)]);
  });

  describe('is not cut into parts that it does not have', () => {
    const cases: readonly [why: string, amounts: bigint[], code: string, details: object][] = [
      ['more than it has', [60n, 41n], 'AMOUNT_EXCEEDS', { have: '100', need: '101' }],
      ['less than it has', [60n, 39n], 'MALFORMED', { field: 'amounts', value: '99', limit: '100' }],
      ['a part of nothing', [100n, 0n], 'MALFORMED', { field: 'amounts', value: '0', limit: '1' }],
      ['a negative part that makes the total right', [101n, -1n], 'MALFORMED', { field: 'amounts', value: '-1', limit: '1' }],
      ['no part', [], 'MALFORMED', { field: 'amounts', value: 0, limit: '1..200' }],
      ['more parts than the limit', Array.from({ length: 201 }, () => 1n), 'MALFORMED', { field: 'amounts', value: 201, limit: '1..200' }],
    ];
    for (const [why, amounts, code, details] of cases) {
      it(why, () => expect(refusal(() => splitRange(range(0n, 100n), amounts))).to.deep.equal({ code, details }));
    }
  });

  it('joins with its neighbours into one', () => {
    expect(mergeRanges([range(0n, 10n), range(10n, 30n), range(30n, 31n)])).to.deep.equal(range(0n, 31n));
    expect(mergeRanges([range(4n, 9n)])).to.deep.equal(range(4n, 9n));
  });

  it('does not join over a gap, an overlap, backwards or with nothing', () => {
    const unmet = { code: 'CONDITION_UNMET', details: { condition: 'adjacent' } };
    expect(refusal(() => mergeRanges([range(0n, 10n), range(11n, 20n)]))).to.deep.equal(unmet);
    expect(refusal(() => mergeRanges([range(0n, 10n), range(9n, 20n)]))).to.deep.equal(unmet);
    expect(refusal(() => mergeRanges([range(10n, 20n), range(0n, 10n)]))).to.deep.equal(unmet);
    expect(refusal(() => mergeRanges([range(0n, 10n), range(10n, 10n)]))).to.deep.equal(unmet);
    expect(refusal(() => mergeRanges([]))).to.deep.equal({ code: 'MALFORMED', details: { field: 'ranges', value: 0, limit: 1 } });
  });

  describe('proves with the others that nothing of the face is missing and nothing is held twice', () => {
    const cases: readonly [why: string, ranges: SubRange[], covers: boolean][] = [
      ['one for all', [range(0n, 100n)], true],
      ['three in any order', [range(40n, 100n), range(0n, 10n), range(10n, 40n)], true],
      ['a gap', [range(0n, 10n), range(11n, 100n)], false],
      ['an overlap', [range(0n, 11n), range(10n, 100n)], false],
      ['the same twice', [range(0n, 100n), range(0n, 100n)], false],
      ['an empty range beside', [range(0n, 100n), range(100n, 100n)], false],
      ['a late start', [range(1n, 100n)], false],
      ['an early end', [range(0n, 99n)], false],
      ['an end beyond the face', [range(0n, 101n)], false],
      ['none', [], false],
    ];
    for (const [why, ranges, covers] of cases) it(why, () => expect(isPartition(ranges, 100n)).to.equal(covers));

    it('and leaves the order of the list as it was', () => {
      const ranges = [range(40n, 100n), range(0n, 40n)];
      isPartition(ranges, 100n);
      expect(ranges[0]).to.deep.equal(range(40n, 100n));
    });
  });

  it('overlaps another when a minor unit lies in both', () => {
    expect(overlaps(range(0n, 10n), range(9n, 20n))).to.equal(true);
    expect(overlaps(range(9n, 20n), range(0n, 10n))).to.equal(true);
    expect(overlaps(range(0n, 10n), range(10n, 20n))).to.equal(false);
    expect(overlaps(range(0n, 10n), range(5n, 5n))).to.equal(false);
    expect(overlaps(range(0n, 10n), range(3n, 4n))).to.equal(true);
  });
});
