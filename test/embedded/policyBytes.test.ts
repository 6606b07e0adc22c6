import '@tierline/client-app/dist/quietFabric';
import { expect } from 'chai';
import fc from 'fast-check';
import { encodePolicy } from '@tierline/chaincode';
import { allOf, anyOf, isEndorsed, outOf, satisfies, type Endorsement } from '@tierline/chaincode/api';
import { decodePolicy } from '@tierline/client-app/dist/adapters/embedded/policyBytes';

const MSPS = ['AMSP', 'BMSP', 'CMSP', 'DMSP'];

const rule: fc.Arbitrary<Endorsement> = fc.letrec<{ rule: Endorsement; outOf: Endorsement }>((tie) => ({
  rule: fc.oneof({ maxDepth: 3 }, fc.constantFrom(...MSPS), tie('outOf')),
  outOf: fc
    .array(tie('rule'), { minLength: 1, maxLength: 3 })
    .chain((of) => fc.integer({ min: 1, max: of.length }).map((n) => ({ n, of }))),
})).rule;

describe('a policy as bytes', () => {
  it('is read back as the rule it was made from', () => {
    fc.assert(
      fc.property(rule, (one) => {
        expect(decodePolicy(encodePolicy(one))).to.deep.equal(one);
      }),
    );
  });

  it('has the same bytes each time', () => {
    fc.assert(fc.property(rule, (one) => encodePolicy(one).equals(encodePolicy(structuredClone(one)))));
  });

  const garbage: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['text', Buffer.from('AND(A, B)').toString('hex')],
    ['a rule without identities', '12020800'],
    ['an identity without a rule', encodePolicy('AMSP').toString('hex').slice(4)],
  ];
  for (const [what, hex] of garbage) {
    it(`is refused when it is ${what}`, () => {
      expect(() => decodePolicy(Buffer.from(hex, 'hex'))).to.throw('polic');
    });
  }

  it('is refused when it asks for none or for more than it lists', () => {
    for (const n of [0, 3]) expect(() => decodePolicy(encodePolicy(outOf(n, 'AMSP', 'BMSP')))).to.throw('asks for');
  });
});

describe('the endorsement of a rule', () => {
  it('never holds for organisations that do not satisfy it', () => {
    fc.assert(fc.property(rule, fc.subarray(MSPS), (one, signers) => !isEndorsed(one, signers) || satisfies(one, new Set(signers))));
  });

  it('counts each signature once', () => {
    expect(isEndorsed(outOf(2, 'AMSP', 'AMSP', 'BMSP'), ['AMSP'])).to.equal(false);
    expect(isEndorsed(outOf(2, 'AMSP', 'AMSP', 'BMSP'), ['AMSP', 'AMSP'])).to.equal(false);
    expect(isEndorsed(outOf(2, 'AMSP', 'AMSP', 'BMSP'), ['AMSP', 'BMSP'])).to.equal(true);
    expect(isEndorsed(allOf('AMSP', anyOf('AMSP', 'BMSP')), ['AMSP'])).to.equal(false);
  });
});
