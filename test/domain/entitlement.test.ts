import {
  allocatableMinor,
  cancelledBelow,
  entitledMinor,
  liveLength,
  payoutMinor,
  type Paid,
  type SubRange,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

const range = (from: bigint, to: bigint): SubRange => ({ from, to });

describe('entitlement', () => {
  it('counts the cancelled units below a position', () => {
    const cancelled = [range(10n, 20n), range(50n, 55n)];
    const below: readonly [x: bigint, units: bigint][] = [
      [0n, 0n],
      [10n, 0n],
      [11n, 1n],
      [20n, 10n],
      [49n, 10n],
      [52n, 12n],
      [55n, 15n],
      [100n, 15n],
    ];
    for (const [x, units] of below) expect(cancelledBelow(cancelled, x), String(x)).to.equal(units);
    expect(liveLength(100n, cancelled)).to.equal(85n);
    expect(liveLength(100n, [])).to.equal(100n);
  });

  it('shares a part payment so that the parts add up to it exactly', () => {
    const paid = { faceMinor: 10n, cancelled: [], paidMinor: 4n };
    const shares = [range(0n, 3n), range(3n, 6n), range(6n, 10n)].map((token) => entitledMinor(paid, token));
    expect(shares).to.deep.equal([1n, 1n, 2n]);
  });

  it('gives each its whole amount when all is paid, and nothing when nothing is', () => {
    const token = range(3n, 7n);
    expect(entitledMinor({ faceMinor: 10n, cancelled: [], paidMinor: 10n }, token)).to.equal(4n);
    expect(entitledMinor({ faceMinor: 10n, cancelled: [], paidMinor: 0n }, token)).to.equal(0n);
  });

  it('gives a cancelled range nothing, and the live ones its place', () => {
    const paid = { faceMinor: 100n, cancelled: [range(20n, 60n)], paidMinor: 30n };
    expect(entitledMinor(paid, range(20n, 60n))).to.equal(0n);
    expect([range(0n, 20n), range(60n, 100n)].map((token) => entitledMinor(paid, token))).to.deep.equal([10n, 20n]);
    expect(entitledMinor({ faceMinor: 5n, cancelled: [range(0n, 5n)], paidMinor: 0n }, range(0n, 5n))).to.equal(0n);
  });

  it('shares late interest by the same formula, also beyond the face', () => {
    const interest = { faceMinor: 3n, cancelled: [], paidMinor: 10n };
    expect([range(0n, 1n), range(1n, 2n), range(2n, 3n)].map((token) => entitledMinor(interest, token))).to.deep.equal([3n, 3n, 4n]);
  });

  it('pays out what is new since the last payout', () => {
    const token = range(0n, 500n);
    const paid = { faceMinor: 1_000n, cancelled: [], paidMinor: 700n };
    expect(payoutMinor(paid, token, 0n)).to.equal(350n);
    expect(payoutMinor(paid, token, 301n)).to.equal(200n);
    expect(payoutMinor(paid, token, 700n)).to.equal(0n);
    expect(() => payoutMinor(paid, token, 701n)).to.throw('broken invariant');
  });

  it('never takes money back: a crumb whose share would round below zero is refused', () => {
    const at = (paidMinor: bigint): Paid => ({ faceMinor: 5n, cancelled: [], paidMinor });
    const token = range(2n, 3n);
    expect([0n, 1n, 2n, 3n, 4n, 5n].map((paidMinor) => entitledMinor(at(paidMinor), token))).to.deep.equal([0n, 0n, 1n, 0n, 1n, 1n]);
    expect(refusal(() => payoutMinor(at(3n), token, 2n))).to.deep.equal({
      code: 'CONDITION_UNMET',
      details: { condition: 'share-of-one-unit' },
    });
  });

  describe('shares out money once the shortest token gets a whole unit of it', () => {
    const cases: readonly [why: string, paid: bigint, received: bigint, live: bigint, shortest: bigint, next: bigint][] = [
      ['an ordinary instalment', 0n, 400_000n, 1_000_000n, 1_000n, 400_000n],
      ['just enough', 0n, 1_000n, 1_000_000n, 1_000n, 1_000n],
      ['a crumb waits', 0n, 999n, 1_000_000n, 1_000n, 0n],
      ['a crumb after an instalment waits', 400_000n, 400_999n, 1_000_000n, 1_000n, 400_000n],
      ['crumbs together are shared', 400_000n, 401_000n, 1_000_000n, 1_000n, 401_000n],
      ['the last instalment never waits', 999_999n, 1_000_000n, 1_000_000n, 1_000n, 1_000_000n],
      ['an overpayment stops at the debt', 999_999n, 1_200_000n, 1_000_000n, 1_000n, 1_000_000n],
      ['a single token takes any amount', 0n, 1n, 500n, 500n, 1n],
      ['nothing new', 400n, 400n, 1_000n, 1_000n, 400n],
    ];
    for (const [why, paidMinor, receivedMinor, liveMinor, shortestMinor, next] of cases) {
      it(why, () => expect(allocatableMinor({ paidMinor, receivedMinor, liveMinor, shortestMinor })).to.equal(next));
    }
  });

  it('holds that a token lies inside the face and that nothing is shared out that was not received', () => {
    const paid = { faceMinor: 10n, cancelled: [], paidMinor: 4n };
    for (const token of [range(-1n, 3n), range(5n, 11n), range(6n, 5n)]) {
      expect(() => entitledMinor(paid, token)).to.throw('broken invariant');
    }
    expect(() => allocatableMinor({ paidMinor: 5n, receivedMinor: 4n, liveMinor: 10n, shortestMinor: 1n })).to.throw('broken invariant');
    expect(() => allocatableMinor({ paidMinor: 0n, receivedMinor: 4n, liveMinor: 10n, shortestMinor: 11n })).to.throw('broken invariant');
  });
});
