import { expect } from 'chai';
import { amounts, readLines, readText, refusals } from './support';

const PAYMENTS = 'Document Number,Date of Payment,Supplier,Authority Name,Amount';

describe('Documents of a file', () => {
  it('sum the rows of equal number, party, date and currency; rows and documents are both told', () => {
    const file = readLines([
      'A-1,2026-01-31,2026-03-31,Acme,Core,CNY,10.00',
      'A-2,2026-01-31,2026-03-31,Acme,Core,CNY,5.00',
      'A-1,2026-01-31,2026-03-31,ACME ,Core,CNY,2.50',
      'A-1,2026-01-31,2026-03-31,Acme,Core,CNY,-1.00',
    ]);
    expect(file).to.include({ read: 4, accepted: 4, refusedCount: 0 });
    expect(file.documents.map(({ number, amountMinor, rows }) => [number, amountMinor, rows])).to.deep.equal([
      ['A-1', 1_150n, [2, 4, 5]],
      ['A-2', 500n, [3]],
    ]);
    expect(file.totals).to.deep.equal([{ currency: 'CNY', count: 2, amountMinor: 1_650n }]);
  });

  it('note rows that are equal in every field', () => {
    const file = readLines(['A-1,2026-01-31,,Acme,Core,CNY,10.00', 'A-1,2026-01-31,,Acme,Core,CNY,10.00']);
    expect(amounts(file)).to.deep.equal([['A-1', 2_000n]]);
    expect(file.notes.map(({ told }) => told).join(' ')).to.include('1 row is equal in every field');
  });

  const differences: readonly (readonly [string, string])[] = [
    ['date', 'A-1,2026-02-28,,Acme,Core,CNY,20.00'],
    ['creditor', 'A-1,2026-01-31,,Bolt,Core,CNY,20.00'],
    ['debtor', 'A-1,2026-01-31,,Acme,Another Core,CNY,20.00'],
    ['currency', 'A-1,2026-01-31,,Acme,Core,USD,20.00'],
    ['spelling', 'a 1,2026-01-31,,Acme,Core,CNY,20.00'],
  ];
  for (const [difference, other] of differences) {
    it(`of equal number and another ${difference} are refused, each naming the other's row`, () => {
      const file = readLines(['A-1,2026-01-31,,Acme,Core,CNY,10.00', 'A-2,2026-01-31,,Acme,Core,CNY,5.00', other]);
      expect(refusals(file)).to.deep.equal([
        [2, 'number', 'DOCUMENT_ALREADY_USED'],
        [4, 'number', 'DOCUMENT_ALREADY_USED'],
      ]);
      expect(file.refused[0]?.message).to.include(`stands also in row 4 with another ${difference}:`);
      expect(file.refused[1]?.message).to.include(`stands also in row 2 with another ${difference}:`);
      expect(amounts(file)).to.deep.equal([['A-2', 500n]]);
    });
  }

  it('of equal number and another party or date are both kept in a list of payments', () => {
    const rows = ['7,2012-06-01,A,Core,1.00', '7,2012-06-08,A,Core,2.00', '7,2012-06-08,B,Core,3.00', '7,2012-06-08,B,Core,4.00'];
    const file = readText([PAYMENTS, ...rows].join('\n'), { currency: 'GBP' });
    expect(file.documents.map(({ issueDate, amountMinor, rows }) => [issueDate, amountMinor, rows])).to.deep.equal([
      ['2012-06-01', 100n, [2]],
      ['2012-06-08', 200n, [3]],
      ['2012-06-08', 700n, [4, 5]],
    ]);
    expect(file.notes.map(({ told }) => told).join(' ')).to.include("the payment's date");
  });

  it('are a list of payments, or none, as the mapping says', () => {
    const rows = ['A-1,2026-01-31,,Acme,Core,CNY,10.00', 'A-1,2026-02-28,,Acme,Core,CNY,20.00'];
    expect(readLines(rows, { mapping: { kind: 'payments' } }).documents).to.have.length(2);
    expect(
      readText(`${PAYMENTS}\n7,2012-06-01,A,Core,1.00\n7,2012-06-08,A,Core,2.00\n`, { currency: 'GBP', mapping: { kind: 'invoices' } })
        .refusedCount,
    ).to.equal(2);
  });

  it('are refused when their amount is zero', () => {
    const file = readLines([
      'A-1,2026-01-31,,Acme,Core,CNY,10.00',
      'A-1,2026-01-31,,Acme,Core,CNY,-10.00',
      'A-2,2026-01-31,,Acme,Core,CNY,0.00',
    ]);
    expect(refusals(file)).to.deep.equal([
      [2, 'amount', 'MALFORMED'],
      [3, 'amount', 'MALFORMED'],
      [4, 'amount', 'MALFORMED'],
    ]);
  });

  it('take a line of nothing among others', () => {
    expect(amounts(readLines(['A-1,2026-01-31,,Acme,Core,CNY,10.00', 'A-1,2026-01-31,,Acme,Core,CNY,0.00']))).to.deep.equal([
      ['A-1', 1_000n],
    ]);
  });

  it('are refused when their rows have different due dates', () => {
    const file = readLines(['A-1,2026-01-31,2026-03-31,Acme,Core,CNY,10.00', 'A-1,2026-01-31,2026-04-30,Acme,Core,CNY,10.00']);
    expect(refusals(file)).to.deep.equal([
      [2, 'dueDate', 'MALFORMED'],
      [3, 'dueDate', 'MALFORMED'],
    ]);
  });

  it('are refused as a whole when one of their rows is, and other documents are not held back', () => {
    const file = readLines([
      'A-1,2026-01-31,,Acme,Core,CNY,10.00',
      'A-1,2026-01-31,,Acme,Core,CNY,ten',
      'A-2,2026-01-31,,Acme,Core,CNY,5.00',
    ]);
    expect(refusals(file)).to.deep.equal([
      [2, 'number', 'CONDITION_UNMET'],
      [3, 'amount', 'MALFORMED'],
    ]);
    expect(file.refused[0]?.message).to.include('row 3 of the same document');
    expect(amounts(file)).to.deep.equal([['A-2', 500n]]);
  });

  const states: readonly (readonly [string, string, string, boolean])[] = [
    ['Void', 'Invoice', '10.00', true],
    ['作废', 'Invoice', '10.00', true],
    ['Cancelled', 'Invoice', '10.00', true],
    ['', 'Voided', '10.00', true],
    ['void', 'Invoice', '-10.00', true],
    ['Open', 'Invoice', '10.00', false],
    ['正常', '发票', '10.00', false],
    ['Cancelled', 'Invoice', '-10.00', false],
    ['已红冲', 'Invoice', '(10.00)', false],
  ];
  for (const [status, type, amount, isVoid] of states) {
    it(`of state "${status}", type "${type}" and amount ${amount} are ${isVoid ? 'refused as void' : 'taken'}`, () => {
      const file = readText(`Invoice No,Date,Supplier,Buyer,Amount,Status,Type\nA-1,2026-01-31,A,B,${amount},${status},${type}\n`, {
        currency: 'CNY',
      });
      expect(file.refused.map(({ code }) => code)).to.deep.equal(isVoid ? ['WRONG_STATE'] : []);
    });
  }

  it('take the number of a void one again', () => {
    const file = readText('Invoice No,Date,Supplier,Buyer,Amount,Status\nA-1,2026-01-31,A,B,10.00,Void\nA-1,2026-02-28,A,B,12.00,Open\n', {
      currency: 'CNY',
    });
    expect(amounts(file)).to.deep.equal([['A-1', 1_200n]]);
  });

  const numbers: readonly (readonly [string, string])[] = [
    ['', 'missing'],
    ['N/A', 'missing'],
    ['???', 'letters or digits'],
    ['=A1', 'like a formula'],
    ['@SUM', 'like a formula'],
    ['＝A1', 'like a formula'],
    ['5.93E+09', 'rounded'],
    ['A\u202e1', 'cannot be seen'],
    ['A\u200b1', 'cannot be seen'],
    ['A\u00001', 'cannot be seen'],
    ['A\ufffd1', 'cannot be seen'],
    ['A'.repeat(101), 'at most 100'],
    ['A𠮷1', 'no number has'],
    ['"A\n1"', 'no number has'],
  ];
  for (const [number, reason] of numbers) {
    it(`are refused with the number ${JSON.stringify(number.slice(0, 12))}`, () => {
      const file = readLines(['A-1,2026-01-31,,Acme,Core,CNY,10.00', `${number},2026-01-31,,Acme,Core,CNY,10.00`]);
      expect(refusals(file)).to.deep.equal([[3, 'number', 'MALFORMED']]);
      expect(file.refused[0]?.message).to.include(reason === 'missing' ? 'has no number' : reason);
    });
  }

  it('are told with at most 80 characters of a wrong value, never half a character', () => {
    const file = readLines([`A-1,2026-01-31,,Acme,Core,CNY,${'9'.repeat(79)}𠮷`]);
    expect(file.refused[0]?.value).to.equal('9'.repeat(79));
  });
});
