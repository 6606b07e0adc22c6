import { canonicalText, toWire } from '@tierline/chaincode/api';
import canonicalize from 'canonicalize';
import { expect } from 'chai';
import fc from 'fast-check';

const key = fc.string({ unit: 'binary', maxLength: 4 });
const plain = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt(),
  fc.boolean(),
  fc.constant(null),
);
const { record } = fc.letrec<{ record: object; value: unknown }>((tie) => ({
  record: fc.dictionary(key, fc.option(tie('value'), { nil: undefined }), { maxKeys: 12 }),
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, plain, fc.array(tie('value'), { maxLength: 4 }), tie('record')),
}));

describe('canonical text', () => {
  it('is the canonical JSON of the wire form, as the reference library writes it', () => {
    fc.assert(
      fc.property(record, (each) => {
        expect(canonicalText(each)).to.equal(canonicalize(toWire(each)));
      }),
      { numRuns: 2_000 },
    );
  });

  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 0]) {
    it(`cannot hold ${String(value)}`, () => expect(() => canonicalText({ list: [value] })).to.throw('a record cannot hold'));
  }
});
