import {
  allocatableMinor,
  cancelledBelow,
  entitledMinor,
  isPartition,
  lengthOf,
  liveLength,
  mergeRanges,
  overlaps,
  payoutMinor,
  splitRange,
  sum,
  type SubRange,
} from '@tierline/chaincode/api';
import { expect } from 'chai';
import fc from 'fast-check';
import { ReceivableHistory, STEPS, type Attempt, type Step } from './receivableHistory';

const faces = fc.oneof(fc.bigInt({ min: 1n, max: 60n }), fc.bigInt({ min: 1n, max: 10n ** 7n }), fc.bigInt({ min: 1n, max: 10n ** 18n }));
const numbers = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 2n ** 62n }));

const attempts: fc.Arbitrary<Attempt[]> = fc.array(fc.record({ step: fc.constantFrom(...STEPS), pick: fc.nat(), amount: numbers }), {
  minLength: 5,
  maxLength: 60,
});

/** Amounts that fill the face: the distances between sorted cuts. */
const partitions = fc.tuple(faces, fc.array(numbers, { maxLength: 30 })).map(([face, cuts]) => {
  const ends = [...new Set([...cuts.map((cut) => cut % face), 0n, face])].sort((a, b) => (a < b ? -1 : 1));
  return { face, amounts: ends.slice(1).map((end, index) => end - (ends[index] ?? 0n)) };
});

describe('sub-ranges', () => {
  it('conserve every minor unit through any history, and end with each holder paid exactly once', function () {
    this.timeout(60_000);
    const happened = new Map<Step, number>();
    const orders = fc.array(fc.nat(), { minLength: 1 });
    fc.assert(
      fc.property(faces, fc.bigInt({ min: 1n, max: 40n }), attempts, orders, (face, share, tried, order) => {
        const history = new ReceivableHistory(face, face / share > 0n ? face / share : 1n);
        for (const attempt of tried) {
          history.attempt(attempt);
          history.expectConserved();
        }
        history.finish(order);
        history.expectSettled();
        for (const step of history.happened) happened.set(step, (happened.get(step) ?? 0) + 1);
      }),
      { numRuns: 3_000 },
    );
    for (const step of STEPS) expect(happened.get(step) ?? 0, `histories in which a ${step} happened`).to.be.above(50);
  });

  it('share any paid amount out exactly, however the face is cut and whatever is cancelled', () => {
    fc.assert(
      fc.property(partitions, fc.array(fc.boolean()), numbers, ({ face, amounts }, cancels, paid) => {
        const ranges = splitRange({ from: 0n, to: face }, amounts);
        const cancelled = ranges.filter((_range, index) => index < 32 && cancels[index] === true);
        const liveMinor = liveLength(face, cancelled);
        fc.pre(liveMinor > 0n);
        const paidMinor = paid % (liveMinor + 1n);
        expect(sum(ranges.map((range) => entitledMinor({ faceMinor: face, cancelled, paidMinor }, range)))).to.equal(paidMinor);
      }),
      { numRuns: 2_000 },
    );
  });

  it('share as a count of single units does', () => {
    const cases = fc.record({
      face: fc.integer({ min: 1, max: 32 }),
      gone: fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
      paid: fc.nat(),
      from: fc.nat(),
      to: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ face, gone, paid, from, to }) => {
        const units = Array.from({ length: face }, (_unit, place) => place);
        const live = units.filter((unit) => gone[unit] !== true);
        const dead = units.filter((unit) => gone[unit] === true);
        const cancelled = dead.map((unit) => ({ from: BigInt(unit), to: BigInt(unit) + 1n }));
        fc.pre(live.length > 0);
        const paidMinor = paid % (live.length + 1);
        const [start, end] = [from % (face + 1), to % (face + 1)].sort((a, b) => a - b) as [number, number];
        const steps = (count: number): number => Math.floor((paidMinor * count) / live.length);
        const expected = live
          .filter((unit) => unit >= start && unit < end)
          .map((unit) => steps(live.indexOf(unit) + 1) - steps(live.indexOf(unit)));
        const range = { from: BigInt(start), to: BigInt(end) };
        expect(cancelledBelow(cancelled, BigInt(end))).to.equal(BigInt(dead.filter((unit) => unit < end).length));
        expect(entitledMinor({ faceMinor: BigInt(face), cancelled, paidMinor: BigInt(paidMinor) }, range)).to.equal(
          BigInt(expected.reduce((total, each) => total + each, 0)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('never take back what an allocatable instalment gave, and part by less than one minor unit from the even share', () => {
    fc.assert(
      fc.property(faces, numbers, numbers, numbers, numbers, (face, shortest, start, first, second) => {
        const shortestMinor = 1n + (shortest % face);
        const from = start % (face - shortestMinor + 1n);
        const range = { from, to: from + shortestMinor };
        const next = (paidMinor: bigint, more: bigint): bigint =>
          allocatableMinor({ paidMinor, receivedMinor: paidMinor + (more % (face + 1n)), liveMinor: face, shortestMinor });
        const earlier = next(0n, first);
        const paid = { faceMinor: face, cancelled: [], paidMinor: next(earlier, second) };
        const payout = payoutMinor(paid, range, earlier);
        const excess = entitledMinor(paid, range) * face - paid.paidMinor * shortestMinor;
        expect(payout >= 0n && payout <= shortestMinor).to.equal(true);
        expect(excess < face && excess > -face).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are cut and joined without loss, and prove in any order that they are all', () => {
    fc.assert(
      fc.property(partitions, fc.nat(), ({ face, amounts }, seed) => {
        const whole: SubRange = { from: 0n, to: face };
        const ranges = splitRange(whole, amounts);
        expect(ranges.map(lengthOf)).to.deep.equal(amounts);
        expect(mergeRanges(ranges)).to.deep.equal(whole);
        const turned = [...ranges.slice(seed % ranges.length), ...ranges.slice(0, seed % ranges.length)].reverse();
        expect(isPartition(turned, face)).to.equal(true);
        expect(isPartition(turned.slice(1), face)).to.equal(false);
        expect(isPartition([...turned, ...turned.slice(0, 1)], face)).to.equal(false);
        for (const [index, range] of ranges.entries()) {
          expect(ranges.filter((other) => overlaps(range, other))).to.deep.equal([ranges[index]]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
