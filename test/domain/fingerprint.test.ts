import { fingerprintOf, normaliseDocumentNumber } from '@tierline/chaincode/api';
import { expect } from 'chai';
import { refusal } from './refusal';

const KEY = Buffer.alloc(32, 7);
const INVOICE = { issuerCode: '91440300192203821X', documentType: 'INVOICE', number: '0012-a', issueYear: 2026 };

describe('fingerprint', () => {
  describe('takes a number as two people would agree to read it', () => {
    const cases: readonly [printed: string, read: string][] = [
      ['12', '12'],
      ['0012', '12'],
      ['INV-0012', 'INV0012'],
      ['inv 0012', 'INV0012'],
      ['Inv./0012_b', 'INV0012B'],
      ['00-12', '12'],
      ['000', '0'],
      ['0', '0'],
      ['ＩＮＶ－００１２', 'INV0012'],
      ['A\u00a01\u30002', 'A12'],
      ['A\u20131', 'A1'],
      ['发票12', '发票12'],
      ['ß1', 'ß1'],
      ['A#1', 'A#1'],
    ];
    for (const [printed, read] of cases) it(`${printed} as ${read}`, () => expect(normaliseDocumentNumber(printed)).to.equal(read));
  });

  it('refuses a number that nobody can read aloud', () => {
    const unreadable = ['', ' ', '-/.', 'A\u200b1', 'A\u202e1', 'A\u00001', 'A\u001f1', '\ud800', '\ufeffA1', 'A\u00ad1', '1'.repeat(101)];
    for (const number of unreadable) {
      expect(
        refusal(() => normaliseDocumentNumber(number)),
        JSON.stringify(number),
      ).to.deep.equal({ code: 'MALFORMED', details: { field: 'number', value: number.slice(0, 40), limit: 100 } });
    }
  });

  it('is an HMAC-SHA-256 that another program computes too', () => {
    // printf '91440300192203821X\x1fINVOICE\x1f12A\x1f2026\x1f' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707...07
    expect(fingerprintOf(KEY, INVOICE)).to.equal('ab1a008ea9362368341e214ce60e121e0070fdb030f59b7de1c951b678f9c87e');
  });

  it('is one for every way to print the number, another for every other document and every other key', () => {
    const same = fingerprintOf(KEY, INVOICE);
    expect(fingerprintOf(KEY, { ...INVOICE, number: '12 A' })).to.equal(same);
    const others = [
      fingerprintOf(KEY, { ...INVOICE, number: '12B' }),
      fingerprintOf(KEY, { ...INVOICE, issueYear: 2025 }),
      fingerprintOf(KEY, { ...INVOICE, documentType: 'ORDER' }),
      fingerprintOf(KEY, { ...INVOICE, issuerCode: '914403001922038216' }),
      fingerprintOf(Buffer.alloc(32, 8), INVOICE),
    ];
    expect(new Set([same, ...others]).size).to.equal(6);
  });

  it('does not run one part into the next', () => {
    const issued = (issuerCode: string, documentType: string): string => fingerprintOf(KEY, { ...INVOICE, issuerCode, documentType });
    expect(issued('ABCD', 'EF')).to.not.equal(issued('ABC', 'DEF'));
  });

  it('refuses parts that are empty, too long or could hide a separator', () => {
    const faulty = [
      ['issuerCode', { issuerCode: '' }],
      ['issuerCode', { issuerCode: 'AB\u001fC' }],
      ['documentType', { documentType: 'A'.repeat(41) }],
    ] as const;
    for (const [field, change] of faulty) {
      expect(refusal(() => fingerprintOf(KEY, { ...INVOICE, ...change }))).to.have.nested.property('details.field', field);
    }
    for (const issueYear of [1899, 2200, 2026.5]) {
      expect(refusal(() => fingerprintOf(KEY, { ...INVOICE, issueYear }))).to.deep.equal({
        code: 'MALFORMED',
        details: { field: 'issueYear', value: String(issueYear), limit: '1900..2199' },
      });
    }
    expect(() => fingerprintOf(Buffer.alloc(31), INVOICE)).to.throw('broken invariant');
  });
});
